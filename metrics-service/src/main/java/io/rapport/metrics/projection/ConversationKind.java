package io.rapport.metrics.projection;

/** What is added up in {@code conversation_day}. The codes are stored and never reused. */
public enum ConversationKind {
  EPISODE(1),
  /** An episode's wait for a person, by when it began. */
  WAIT(2),
  FLOW_RUN(3),
  /** A step that a run reached, by when the run started. */
  FLOW_STEP(4),
  BOT_INPUT(5),
  CART(6),
  INVITATION(7);

  private final short code;

  ConversationKind(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }
}
