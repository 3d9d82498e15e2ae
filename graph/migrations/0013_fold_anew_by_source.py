"""Sightings, weeks and payments that were folded in without their source are folded in again, with it.

Every signal is still there: nothing aged any out before. What the record itself says (day -1) stays; it has no source.
"""

from django.db import migrations

AGAIN = """
DELETE FROM signals_sighting WHERE day >= 0;
DELETE FROM behavior_weekly_profile;
DELETE FROM signals_daily_payment;
DELETE FROM signals_cursor WHERE name = 'fold';
"""


class Migration(migrations.Migration):
    dependencies = [("graph", "0012_keep_what_each_source_said")]

    operations = [migrations.RunSQL(AGAIN, migrations.RunSQL.noop)]
