package io.rapport.metrics.kpi;

/** What customers write that the business is expected to react to. */
public final class Substantive {

  /** The condition for a row of {@code message} to be that. */
  public static final String MESSAGES = FactTable.INBOUND.population();

  private Substantive() {}
}
