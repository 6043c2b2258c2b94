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
  UNKNOWN_STATUS_TYPE,
  UNKNOWN_PREFERENCE,
  /** A handover that does not say whose thread changed hands. */
  HANDOVER_WITHOUT_USER,
  /** A handover to somebody whose role we do not know. */
  HANDOVER_WITHOUT_OWNER,
  /** None of the members a known field is documented to have. */
  NOTHING_KNOWN,
  /** WhatsApp sends it and does not say what it carries. */
  UNDOCUMENTED_FIELD,
  UNKNOWN_FIELD,
  /** A fault of ours, to be redriven once it is mended. */
  READER_FAILED;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** What the database and the metrics call it. */
  String id() {
    return id;
  }
}
