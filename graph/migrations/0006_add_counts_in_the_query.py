"""Profiles are added up by one grouping over a whole batch; the function that did so a row at a time goes."""

from importlib import import_module

from django.db import migrations

COUNTS_ADDED = import_module("graph.migrations.0003_count_disputes_and_add_counts").COUNTS_ADDED


class Migration(migrations.Migration):
    dependencies = [("graph", "0005_mark_what_is_out_of_date")]

    operations = [migrations.RunSQL("DROP FUNCTION counts_added(jsonb, jsonb)", COUNTS_ADDED)]
