"""Signals lie in one partition per month of receipt, so that retention drops a table instead of deleting rows.

The key is a UUIDv7: its first 48 bits are the milliseconds of receipt, so a month is a range of keys. The running product
owns no table and cannot create one. It calls `signals_make_partitions`, which runs with the owner's rights and can do
nothing but make the partitions of the coming months. Whatever comes while a month's partition is missing lands in
`signals_signal_rest` and is moved when the partition is made.

The table held nothing before this migration: no way to write to it existed.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

TABLE = """
DROP TABLE signals_signal;

CREATE TABLE signals_signal (
    id uuid NOT NULL PRIMARY KEY,
    xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    source_id bigint NOT NULL,
    event_id varchar(255) NOT NULL,
    type varchar(60) NOT NULL,
    account_id bigint NOT NULL,
    at timestamptz NOT NULL,
    shown bigint[] NOT NULL,
    data jsonb NOT NULL,
    shingles bytea NULL,
    traits integer NULL CHECK (traits >= 0)
) PARTITION BY RANGE (id);

CREATE INDEX signal_by_xid ON signals_signal (xid, id);
CREATE INDEX signal_of_account ON signals_signal (account_id, at DESC);
CREATE TABLE signals_signal_rest PARTITION OF signals_signal DEFAULT;
"""

FUNCTIONS = """
CREATE FUNCTION signals_first_key(month date) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT
RETURN (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

CREATE FUNCTION signals_make_partitions(months_ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
DECLARE
    month date;
    name text;
    low uuid;
    high uuid;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('signals_make_partitions'));
    FOR ahead IN 0 .. least(months_ahead, 24) LOOP
        month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead);
        name := 'signals_signal_' || to_char(month, 'YYYYMM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        low := signals_first_key(month);
        high := signals_first_key((month + interval '1 month')::date);
        EXECUTE format('CREATE TABLE %I (LIKE signals_signal INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        IF EXISTS (SELECT FROM signals_signal_rest WHERE id >= low AND id < high) THEN
            LOCK TABLE signals_signal_rest IN ACCESS EXCLUSIVE MODE;
            EXECUTE format(
                'WITH moved AS (DELETE FROM signals_signal_rest WHERE id >= %L AND id < %L RETURNING *) '
                'INSERT INTO %I SELECT * FROM moved', low, high, name
            );
        END IF;
        EXECUTE format('ALTER TABLE signals_signal ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, low, high);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$body$;

SELECT signals_make_partitions(2);
"""

UNDO = """
DROP FUNCTION signals_make_partitions(integer);
DROP FUNCTION signals_first_key(date);
DROP TABLE signals_signal;
CREATE TABLE signals_signal (
    id uuid NOT NULL PRIMARY KEY,
    xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    event_id varchar(255) NOT NULL,
    type varchar(60) NOT NULL,
    at timestamptz NOT NULL,
    shown jsonb NOT NULL,
    data jsonb NOT NULL,
    shingles bytea NULL,
    traits integer NULL CHECK (traits >= 0),
    account_id bigint NOT NULL REFERENCES parties_account (id) DEFERRABLE INITIALLY DEFERRED,
    source_id bigint NOT NULL REFERENCES signals_source (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX signal_by_xid ON signals_signal (xid, id);
CREATE INDEX signal_of_account ON signals_signal (account_id, at DESC);
"""


def reference(to: str, on_delete: object) -> models.ForeignKey:
    """A reference that the database does not check."""
    return models.ForeignKey(db_constraint=False, db_index=False, on_delete=on_delete, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_broker"), ("graph", "0001_initial")]

    operations = [
        migrations.RunSQL(
            TABLE,
            UNDO,
            state_operations=[
                migrations.AlterField(
                    "signal", "account", reference("accounts.account", django.db.models.deletion.CASCADE)
                ),
                migrations.AlterField("signal", "source", reference("graph.source", django.db.models.deletion.PROTECT)),
                migrations.AlterField(
                    "signal",
                    "shown",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
                ),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
