-- When a link in an outbound message was first followed. Filled by projecting everything again, which the
-- new definition makes due.
ALTER TABLE message ADD COLUMN first_click_at timestamptz;
ALTER TABLE message_cube ADD COLUMN clicked_72h bigint NOT NULL DEFAULT 0; -- of open_population
