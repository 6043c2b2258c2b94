-- The append-only facts. Narrow typed columns: jsonb and wide text keys are what a batch pays for most.
CREATE TABLE event (
  account_id   int NOT NULL,
  contact_id   uuid NOT NULL,
  occurred_at  timestamptz NOT NULL,
  event_id     uuid NOT NULL,
  message_id   uuid NOT NULL,
  context_id   uuid,
  received_at  timestamptz NOT NULL,
  channel_id   int NOT NULL,
  error_code   int,
  kind         smallint NOT NULL,
  message_type smallint,
  category     smallint,
  flags        smallint NOT NULL DEFAULT 0, -- 1 group, 2 opt-out keyword
  label        jsonb,                       -- what the sender said about the message, where it did
  PRIMARY KEY (account_id, contact_id, occurred_at, event_id)
) PARTITION BY RANGE (occurred_at);

-- Partitions are made by their owner, ahead of time by the migrator and on demand by ingest, so that a
-- two-year-old or a future timestamp finds its month. Bounded, so that a wild clock cannot make thousands.
CREATE FUNCTION ensure_event_partition(month date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  name  text := 'event_' || to_char(first, 'YYYY_MM');
BEGIN
  IF first < DATE '2009-01-01' OR first >= DATE '2101-01-01' THEN
    RAISE EXCEPTION 'no event partition for %', first USING ERRCODE = '22008';
  END IF;
  IF to_regclass('rapport.' || name) IS NULL THEN
    -- One maker at a time: two of them would otherwise fail on each other.
    LOCK TABLE event IN SHARE UPDATE EXCLUSIVE MODE;
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
      name, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
END $$;
REVOKE ALL ON FUNCTION ensure_event_partition(date) FROM PUBLIC;

-- What could not be read, kept encrypted with the reason until it is read or thrown away.
CREATE TABLE quarantine (
  account_id    int NOT NULL,
  quarantine_id uuid NOT NULL, -- derived from the content: the same item is kept once
  received_at   timestamptz NOT NULL,
  field         text NOT NULL,
  reason        text NOT NULL, -- a stable code
  detail        text NOT NULL, -- for people; carries no content
  body          bytea NOT NULL,
  PRIMARY KEY (account_id, quarantine_id)
);
CREATE INDEX quarantine_received ON quarantine (account_id, received_at);

-- Who must be projected, from when on. Append-only for its writers, so that ingest never waits for a
-- projection in progress; the worker that projects a contact deletes all its rows.
CREATE TABLE contact_work (
  account_id int NOT NULL,
  contact_id uuid NOT NULL,
  work_id    uuid NOT NULL,
  due_at     timestamptz NOT NULL,
  PRIMARY KEY (account_id, contact_id, work_id)
);
-- The claim takes the longest overdue first.
CREATE INDEX contact_work_due ON contact_work (account_id, due_at);

-- What another service must act on.
CREATE TABLE outbox (
  account_id int NOT NULL,
  outbox_id  uuid NOT NULL,
  topic      text NOT NULL,
  created_at timestamptz NOT NULL,
  payload    jsonb NOT NULL,
  PRIMARY KEY (account_id, outbox_id)
);
CREATE INDEX outbox_created ON outbox (account_id, topic, created_at);
