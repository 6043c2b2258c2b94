package io.rapport.ingest.whatsapp;

import java.util.Locale;

/** Why an item went to quarantine. The ids are stored and never change their meaning. */
enum UnreadableReason {
  NOT_JSON,
  NOT_WHATSAPP,
  NOT_AN_OBJECT,
  NOT_AN_ARRAY,
  NO_ACCOUNT,
  NO_PHONE_NUMBER,
  NO_ID,
  NO_TIMESTAMP,
  TIMESTAMP_OUT_OF_RANGE,
  NO_IDENTITY,
  UNKNOWN_STATUS,
  STATUS_TYPE_NOT_SUPPORTED_YET,
  FIELD_NOT_SUPPORTED_YET,
  UNKNOWN_FIELD;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** What the database and the metrics call it. */
  String id() {
    return id;
  }
}
