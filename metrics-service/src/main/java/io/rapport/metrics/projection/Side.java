package io.rapport.metrics.projection;

/** Which of the two sets of derived tables statements without a schema are about. */
enum Side {
  /** What is read. */
  LIVE("rapport"),
  /** What a rebuild makes; everything that is not derived is still found. */
  ASIDE("rapport_aside, rapport");

  private final String searchPath;

  Side(String searchPath) {
    this.searchPath = searchPath;
  }

  /** Until the transaction ends or another side is chosen. */
  void choose(Statements statements) {
    statements.send("SET LOCAL search_path = " + searchPath);
  }
}
