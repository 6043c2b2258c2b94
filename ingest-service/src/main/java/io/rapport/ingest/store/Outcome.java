package io.rapport.ingest.store;

/** What became of a fact. */
public enum Outcome {
  STORED,
  /** It was there before; also said of what an attempt stored whose answer got lost. */
  DUPLICATE,
  /** The account has no contact with that id; nothing was stored. */
  UNKNOWN_CONTACT,
  /** The database can never store it. */
  REFUSED
}
