"""The broker's tables and functions (pgmq), and the one queue that the worker listens to.

They come from the package `pgmq`, which carries them as plain SQL. They are installed here, by the role that owns the
tables: the running product may use the queue but can neither create nor drop one. Two functions that kombu calls at every
connection are made harmless for it:

* `create` returns at once when the queue exists. Otherwise it would ask for the right to create tables, and would take
  locks on a busy queue for nothing.
* `enable_notify_insert` would drop the trigger and create it again, at every start of every worker and publisher, which
  waits for (and holds up everybody behind) a running backup. The wrapper keeps the trigger that stands and only renews the
  row that limits how often it rings, because that unlogged row is gone after a crash of the server.
"""

from typing import Any

from django.db import migrations
from pgmq.install import get_embedded_install_sql, get_embedded_sql_version

QUEUE = "celery"

WRAPPERS = """
CREATE OR REPLACE FUNCTION pgmq.create(queue_name text) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM pgmq.meta WHERE meta.queue_name = "create".queue_name) THEN
        PERFORM pgmq.create_non_partitioned("create".queue_name);
    END IF;
END
$body$;

ALTER FUNCTION pgmq.enable_notify_insert(text, integer) RENAME TO enable_notify_insert_anew;

CREATE FUNCTION pgmq.enable_notify_insert(queue_name text, throttle_interval_ms integer DEFAULT 250) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT FROM pg_trigger
         WHERE tgname = 'trigger_notify_queue_insert_listeners'
           AND tgrelid = to_regclass(format('pgmq.%I', pgmq.format_table_name(enable_notify_insert.queue_name, 'q')))
    ) THEN
        INSERT INTO pgmq.notify_insert_throttle (queue_name, throttle_interval_ms)
        VALUES (enable_notify_insert.queue_name, enable_notify_insert.throttle_interval_ms)
        ON CONFLICT ON CONSTRAINT notify_insert_throttle_queue_name_key DO NOTHING;
    ELSE
        PERFORM pgmq.enable_notify_insert_anew(
            enable_notify_insert.queue_name, enable_notify_insert.throttle_interval_ms
        );
    END IF;
END
$body$;
"""


def install(_apps: Any, schema_editor: Any) -> None:
    """Install pgmq as the package brings it, then the wrappers and the queue."""
    schema_editor.execute(get_embedded_install_sql(), params=None)
    schema_editor.execute(f"COMMENT ON SCHEMA pgmq IS 'pgmq {get_embedded_sql_version()}'", params=None)
    schema_editor.execute(WRAPPERS, params=None)
    schema_editor.execute(f"SELECT pgmq.create('{QUEUE}'), pgmq.enable_notify_insert('{QUEUE}')", params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(install, lambda _apps, editor: editor.execute("DROP SCHEMA pgmq CASCADE"))]
