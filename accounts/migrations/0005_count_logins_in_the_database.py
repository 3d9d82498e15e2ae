"""The table of Django's database cache, where failed logins are counted for all web processes."""

from django.db import migrations

FORWARD = """
CREATE TABLE staff_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX staff_cache_expires ON staff_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_review_pauses_returns_and_outcomes")]

    operations = [migrations.RunSQL(FORWARD, "DROP TABLE staff_cache")]
