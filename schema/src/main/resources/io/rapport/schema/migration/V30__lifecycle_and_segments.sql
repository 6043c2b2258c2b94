-- Derived from event, like the rest of these rows. Filled by projecting everything again, which the new definition makes due.
-- 1 new, 2 active, 3 dormant: where the contact stood when the fact began.
DO $$
DECLARE
  derived text;
BEGIN
  FOREACH derived IN ARRAY ARRAY['message', 'turn', 'episode', 'conversion', 'flow_run', 'flow_step', 'bot_input',
    'cart', 'invitation'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN lifecycle smallint NOT NULL DEFAULT 1', derived);
  END LOOP;
END $$;

-- The first message between contact and business, of whatever kind and direction.
ALTER TABLE timeline ADD COLUMN first_contact_at timestamptz;
