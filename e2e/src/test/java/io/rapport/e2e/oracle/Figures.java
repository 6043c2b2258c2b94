package io.rapport.e2e.oracle;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Every figure of one question.
 *
 * @param conversionRate of contacts; nobody in the truth buys
 * @param optOutRate of contacts
 * @param responseRates by window in hours
 * @param answerRates by window in hours
 */
public record Figures(
    DeliveryRate deliveryRate,
    OpenRate openRate,
    Ratio conversionRate,
    Ratio optOutRate,
    Map<Integer, ResponseRate> responseRates,
    Map<Integer, Ratio> answerRates,
    ResponseTime responseTime,
    ResponseTime firstResponseTime) {

  /** Counts behind a share; {@code immature} and excluded facts are in neither of the two. */
  public record Ratio(
      long numerator, long denominator, long immature, Map<String, Long> exclusions) {}

  /**
   * @param failures messages never delivered in time, by class of the error
   * @param pending messages neither delivered nor failed
   */
  public record DeliveryRate(Ratio ratio, Map<String, Long> failures, long pending) {}

  /**
   * @param inferred messages read or replied to
   * @param upper those, and all messages to contacts who never produced a receipt
   * @param capableOpened messages read, by contacts with a receipt in the last 90 days
   * @param capable messages to such contacts
   * @param blindContacts contacts without any receipt
   * @param contacts contacts of the population
   */
  public record OpenRate(
      Ratio ratio,
      long inferred,
      long upper,
      long capableOpened,
      long capable,
      long blindContacts,
      long contacts) {}

  /**
   * @param tapped how many of the numerator tapped a prepared answer
   */
  public record ResponseRate(Ratio ratio, long tapped) {}

  /**
   * @param censoredMedian Kaplan-Meier median over all turns, answered or not
   */
  public record ResponseTime(
      long turns,
      long unanswered,
      Latencies any,
      Latencies human,
      Latencies bot,
      OptionalDouble censoredMedian) {

    /** Share of turns nobody answered; 0 where there are none. */
    public double unansweredShare() {
      return turns == 0 ? 0 : (double) unanswered / turns;
    }
  }
}
