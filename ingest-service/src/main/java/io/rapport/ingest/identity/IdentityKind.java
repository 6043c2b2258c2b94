package io.rapport.ingest.identity;

/** What kind of identifier names a contact. The codes are stored and never reused. */
public enum IdentityKind {
  /** A WhatsApp phone number. */
  WA_ID(1),
  /** A business-scoped user id. */
  USER_ID(2),
  /** The user id in the scope of a parent business. */
  PARENT_USER_ID(3),
  /** A WhatsApp group: not a person, but what its messages belong to. */
  GROUP(4);

  private final short code;

  IdentityKind(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }
}
