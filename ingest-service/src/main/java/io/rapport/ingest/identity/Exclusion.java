package io.rapport.ingest.identity;

/** Why a contact takes part in no KPI. The codes are stored and never reused. */
public enum Exclusion {
  NONE(0),
  TEST(1),
  INTERNAL(2),
  GROUP(3);

  private final short code;

  Exclusion(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }
}
