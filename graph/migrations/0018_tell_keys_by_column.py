"""Which key a prompt was sketched under stood in `data`; it moves to the column that derivation reads."""

from django.db import migrations

KEYS = """
INSERT INTO signals_sketch_key (key_id, introduced_at)
SELECT data ->> 'sketch_key', min(at) FROM signals_signal WHERE data ? 'sketch_key' GROUP BY 1 ORDER BY 2
"""
SIGNALS = """
UPDATE signals_signal SET sketch_key_id = key.id, data = data - 'sketch_key'
  FROM signals_sketch_key AS key WHERE key.key_id = data ->> 'sketch_key'
"""
BACK = """
UPDATE signals_signal SET data = data || jsonb_build_object('sketch_key', key.key_id)
  FROM signals_sketch_key AS key WHERE key.id = sketch_key_id
"""


class Migration(migrations.Migration):
    dependencies = [("graph", "0017_keep_sketches_under_two_keys")]

    operations = [
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(SIGNALS, BACK),
    ]
