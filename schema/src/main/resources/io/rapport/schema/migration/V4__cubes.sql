-- Additive counts in 15-minute UTC buckets: exact for every time zone in use. cube says which two
-- dimensions dim1 and dim2 hold: 0 none, 1 campaign and variant, 2 template and language,
-- 3 channel (channel_id in decimal) and origin (its name in lower case). Every fact is in every cube
-- once; absent values are ''. Of a turn, dimensions 1 and 2 are those of the business-initiated message
-- whose reply opened the episode, and the origin is that of the first answer. Updated by adding
-- differences only, so a row may have become all zero.
CREATE TABLE message_cube (
  account_id           int NOT NULL,
  cube                 smallint NOT NULL,
  bucket               timestamptz NOT NULL,
  exclusion            smallint NOT NULL,
  dim1                 text NOT NULL,
  dim2                 text NOT NULL,
  sent                 bigint NOT NULL, -- business-initiated, surveys included
  delivered_72h        bigint NOT NULL,
  failed_undeliverable bigint NOT NULL, -- these eight: failed and not delivered, both within 72 h
  failed_window        bigint NOT NULL,
  failed_limited       bigint NOT NULL,
  failed_opted_out     bigint NOT NULL,
  failed_holdout       bigint NOT NULL,
  failed_policy        bigint NOT NULL,
  failed_template      bigint NOT NULL,
  failed_other         bigint NOT NULL,
  open_population      bigint NOT NULL, -- business-initiated without surveys, delivered within 72 h
  opened               bigint NOT NULL,
  opened_inferred      bigint NOT NULL,
  delivered_1h         bigint NOT NULL,
  replied_1h           bigint NOT NULL,
  delivered_24h        bigint NOT NULL,
  replied_24h          bigint NOT NULL,
  replied_24h_tapped   bigint NOT NULL,
  response_72h         bigint NOT NULL, -- population of the 72 h response rate
  replied_72h          bigint NOT NULL,
  PRIMARY KEY (account_id, cube, bucket, exclusion, dim1, dim2)
);

CREATE TABLE turn_cube (
  account_id       int NOT NULL,
  cube             smallint NOT NULL,
  bucket           timestamptz NOT NULL,
  exclusion        smallint NOT NULL,
  dim1             text NOT NULL,
  dim2             text NOT NULL,
  turns            bigint NOT NULL,
  answered_1h      bigint NOT NULL,
  answered_24h     bigint NOT NULL,
  answered_72h     bigint NOT NULL,
  PRIMARY KEY (account_id, cube, bucket, exclusion, dim1, dim2)
);

-- Latencies in logarithmic bins, gamma 1.02. Every turn is in here once per clock: 1 any, 2 human, 3 bot.
-- bin -1 counts the turns that this clock's kind of sender did not answer. first_turn says whether the
-- turn is its episode's first: response-time adds both up, first-response-time reads one.
CREATE TABLE latency_cube (
  account_id int NOT NULL,
  cube       smallint NOT NULL,
  bucket     timestamptz NOT NULL,
  exclusion  smallint NOT NULL,
  dim1       text NOT NULL,
  dim2       text NOT NULL,
  clock      smallint NOT NULL,
  first_turn boolean NOT NULL,
  bin        smallint NOT NULL,
  turns      bigint NOT NULL,
  seconds    bigint NOT NULL, -- exact sum, for the mean
  PRIMARY KEY (account_id, cube, bucket, exclusion, dim1, dim2, clock, first_turn, bin)
);
