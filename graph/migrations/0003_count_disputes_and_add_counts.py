"""Sightings count disputed payments; profiles keep counts by name, added up by one function."""

import django.db.models.deletion
from django.db import migrations, models

COUNTS_ADDED = """
CREATE FUNCTION counts_added(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(jsonb_object_agg(name, total), '{}')
      FROM (
        SELECT name, sum(count::bigint) AS total
          FROM (SELECT * FROM jsonb_each_text(a) UNION ALL SELECT * FROM jsonb_each_text(b)) AS both_sides (name, count)
         GROUP BY name
      ) AS totals
);
"""


def reference(to: str, name: str) -> models.ForeignKey:
    """A reference that the database does not check."""
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("graph", "0002_partition_signals")]

    operations = [
        migrations.AddField("sighting", "disputed", models.PositiveIntegerField(default=0)),
        migrations.AlterField("sighting", "account", reference("accounts.account", "sightings")),
        migrations.AlterField("sighting", "identifier", reference("graph.identifier", "sightings")),
        migrations.AlterField("weeklyprofile", "account", reference("accounts.account", "profiles")),
        migrations.AlterField("weeklyprofile", "hours", models.JSONField(default=dict)),
        migrations.RunSQL(COUNTS_ADDED, "DROP FUNCTION counts_added(jsonb, jsonb)"),
    ]
