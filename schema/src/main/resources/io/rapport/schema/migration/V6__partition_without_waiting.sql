-- CREATE TABLE ... PARTITION OF locks the parent exclusively: while a long query reads event, it would
-- wait, and every batch of ingest behind it. ATTACH PARTITION lets readers and writers go on.
CREATE OR REPLACE FUNCTION ensure_event_partition(month date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name  text := 'event_' || to_char(first, 'YYYY_MM');
BEGIN
  IF first < DATE '2009-01-01' OR first >= DATE '2101-01-01' THEN
    RAISE EXCEPTION 'no event partition for %', first USING ERRCODE = '22008';
  END IF;
  IF to_regclass('rapport.' || name) IS NOT NULL THEN
    RETURN;
  END IF;
  -- One maker at a time: two of them would otherwise fail on each other.
  LOCK TABLE event IN SHARE UPDATE EXCLUSIVE MODE;
  IF to_regclass('rapport.' || name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I (LIKE event INCLUDING ALL)', name);
    EXECUTE format(
      'ALTER TABLE event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      name, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
END $$;
