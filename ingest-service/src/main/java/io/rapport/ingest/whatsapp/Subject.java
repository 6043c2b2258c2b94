package io.rapport.ingest.whatsapp;

/** What a fact about the account is about. What could lead to a person is stored as a digest. */
sealed interface Subject {

  /** A template, a flow, a number of the business: stored as it is. */
  record Named(String name) implements Subject {}

  record OfGroup(String groupId) implements Subject {}

  record OfMessage(String wamid) implements Subject {}

  /** Anything else that is told again by its digest. */
  record Hidden(String value) implements Subject {}
}
