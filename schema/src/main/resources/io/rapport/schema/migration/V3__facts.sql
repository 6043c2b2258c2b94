-- Everything below is derived from event by the projection and can be built again from it.

-- One row per contact with facts; its lock is what keeps two workers off one contact.
CREATE TABLE timeline (
  account_id         int NOT NULL,
  contact_id         uuid NOT NULL,
  projected_at       timestamptz NOT NULL,
  first_inbound_at   timestamptz, -- of substantive messages, groups left out
  last_inbound_at    timestamptz,
  last_receipt_at    timestamptz, -- the latest read or played status, groups left out
  PRIMARY KEY (account_id, contact_id)
);

-- A rebuild takes the row FOR UPDATE, a worker FOR KEY SHARE: neither sees the other half done. Asking
-- for a rebuild updates a column that is no key, so it never waits for the workers; they see the request,
-- start nothing new for the account, and the rebuild gets its turn.
CREATE TABLE projection (
  account_id           int NOT NULL PRIMARY KEY,
  definition_version   int NOT NULL,
  rebuild_requested_at timestamptz,
  rebuild_contacts     bigint NOT NULL, -- how many the last rebuild has to project
  rebuilt_at           timestamptz      -- when the last rebuild emptied the derived rows
);

-- A message: one per wamid and channel.
CREATE TABLE message (
  account_id         int NOT NULL,
  contact_id         uuid NOT NULL,
  message_id         uuid NOT NULL,
  channel_id         int NOT NULL,
  inbound            boolean NOT NULL,
  business_initiated boolean NOT NULL,
  origin             smallint, -- of an outbound message
  message_type       smallint, -- of an inbound message
  category           smallint,
  exclusion          smallint NOT NULL,
  sent_at            timestamptz NOT NULL,
  delivered_at       timestamptz,
  read_at            timestamptz,
  played_at          timestamptz,
  failed_at          timestamptz,
  error_code         int,
  first_reply_at     timestamptz, -- the first reply attributed to it
  reply_tapped       boolean NOT NULL,
  replies_to         uuid,        -- of an inbound message: the business-initiated message it answers
  clock_skew         boolean NOT NULL,
  failed_after_delivery boolean NOT NULL,
  campaign           text,
  variant            text,
  template           text,
  language           text,
  segment            text,
  format             text,
  PRIMARY KEY (account_id, contact_id, message_id)
);
-- Drill-down and unusual filters read a period.
CREATE INDEX message_sent ON message (account_id, sent_at);

-- One demand of a customer.
CREATE TABLE episode (
  account_id      int NOT NULL,
  contact_id      uuid NOT NULL,
  episode_id      uuid NOT NULL, -- the message that opened it
  channel_id      int NOT NULL,
  opened_at       timestamptz NOT NULL,
  last_message_at timestamptz NOT NULL,
  closed_at       timestamptz,
  close_reason    smallint,      -- 1 timeout
  initiated_by    smallint NOT NULL, -- 1 customer, 2 business
  exclusion       smallint NOT NULL,
  inbound_count   int NOT NULL,
  outbound_count  int NOT NULL,
  PRIMARY KEY (account_id, contact_id, episode_id)
);
CREATE INDEX episode_opened ON episode (account_id, opened_at);

-- What waits for an answer.
CREATE TABLE turn (
  account_id        int NOT NULL,
  contact_id        uuid NOT NULL,
  turn_id           uuid NOT NULL, -- its first message
  episode_id        uuid NOT NULL,
  channel_id        int NOT NULL,
  first_in_episode  boolean NOT NULL,
  started_at        timestamptz NOT NULL,
  answerable_until  timestamptz NOT NULL, -- the contact's next turn or 7 days, whichever is first
  answered_at       timestamptz,
  human_answered_at timestamptz,
  bot_answered_at   timestamptz,
  answer_origin     smallint,
  exclusion         smallint NOT NULL,
  campaign          text, -- these six: of the business-initiated message whose reply opened the episode
  variant           text,
  template          text,
  language          text,
  segment           text,
  format            text,
  PRIMARY KEY (account_id, contact_id, turn_id)
);
CREATE INDEX turn_started ON turn (account_id, started_at);
