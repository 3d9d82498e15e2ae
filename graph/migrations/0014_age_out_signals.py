"""Months of signals whose time is over are dropped as tables, by a function of the owner that can do nothing else.

The running product owns no table. What it may ask for is bounded here: nothing younger than 31 days goes, nothing that
the derivation has not read, and nobody waits for long behind us.
"""

import django.contrib.postgres.indexes
from django.db import migrations

DROP = r"""
CREATE FUNCTION signals_drop_partitions(keep_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '10s' AS $body$
DECLARE
    oldest date := (now() AT TIME ZONE 'UTC')::date - keep_days;
    reader record;
    part text;
    unread boolean;
    dropped integer := 0;
BEGIN
    IF keep_days IS NULL OR keep_days < 31 THEN
        RAISE EXCEPTION 'signals are kept for at least 31 days, not %', keep_days;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('signals_make_partitions'));
    SELECT xid, last_id::uuid AS id INTO reader FROM signals_cursor WHERE name = 'fold' AND last_id <> '';
    IF reader IS NULL THEN
        RETURN 0;
    END IF;
    FOR part IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
         WHERE inhparent = 'signals_signal'::regclass AND relname ~ '^signals_signal_[0-9]{6}$'
           AND to_date(right(relname, 6), 'YYYYMM') + interval '1 month' <= oldest
         ORDER BY relname
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE (xid, id) > ($1, $2))', part)
           INTO unread USING reader.xid, reader.id;
        CONTINUE WHEN unread;
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM signals_signal_rest WHERE id < signals_first_key(oldest) AND (xid, id) <= (reader.xid, reader.id);
    RETURN dropped;
END
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("graph", "0013_fold_anew_by_source")]

    operations = [
        migrations.RunSQL(DROP, "DROP FUNCTION signals_drop_partitions(integer)"),
        migrations.AddIndex(
            model_name="receipt",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["received_at"], name="receipt_by_age"),
        ),
    ]
