-- One WABA is one account. Its integer is what every other key begins with.
CREATE TABLE account (
  account_id int NOT NULL PRIMARY KEY,
  waba_id    text NOT NULL UNIQUE,
  name       text,
  zone       text NOT NULL DEFAULT 'UTC',
  created_at timestamptz NOT NULL
);

-- Facts that name no WABA (an unreadable body) belong to account 0.
INSERT INTO account (account_id, waba_id, name, created_at) VALUES (0, '', 'unassigned', 'epoch');

-- A business phone number.
CREATE TABLE channel (
  account_id           int NOT NULL,
  channel_id           int NOT NULL,
  phone_number_id      text NOT NULL,
  display_phone_number text,
  created_at           timestamptz NOT NULL,
  PRIMARY KEY (account_id, channel_id),
  UNIQUE (account_id, phone_number_id)
);

-- Orders the writers of one account against a merge of two of its people: a batch that only adds facts
-- takes the row FOR SHARE, one that adds or merges identities FOR UPDATE.
CREATE TABLE identity_lock (
  account_id int NOT NULL PRIMARY KEY
);

-- A person (or a group) as the account knows it. A merged contact keeps its row and names its heir.
CREATE TABLE contact (
  account_id  int NOT NULL,
  contact_id  uuid NOT NULL,
  merged_into uuid,
  exclusion   smallint NOT NULL DEFAULT 0, -- 0 none, 1 test, 2 internal, 3 group, 4 erased, 5 no basis
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (account_id, contact_id)
);

-- How a person is found again: keyed digests only, never the number itself.
CREATE TABLE contact_alias (
  account_id    int NOT NULL,
  digest        uuid NOT NULL,
  contact_id    uuid NOT NULL,
  kind          smallint NOT NULL, -- 1 wa_id, 2 business-scoped user id, 3 parent user id, 4 group
  first_seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, digest)
);
-- Merging and erasing walk from the person to the aliases.
CREATE INDEX contact_alias_contact ON contact_alias (account_id, contact_id);

-- The contact's own data key, wrapped by the key-encryption key. Without it contact_identity is noise.
CREATE TABLE contact_key (
  account_id  int NOT NULL,
  contact_id  uuid NOT NULL,
  wrapped_key bytea NOT NULL,
  PRIMARY KEY (account_id, contact_id)
);

-- The identifier itself, encrypted under the contact's data key, for the few who must send.
CREATE TABLE contact_identity (
  account_id int NOT NULL,
  contact_id uuid NOT NULL,
  digest     uuid NOT NULL,
  kind       smallint NOT NULL,
  ciphertext bytea NOT NULL,
  PRIMARY KEY (account_id, contact_id, digest)
);
