package io.rapport.e2e.oracle;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Every figure of one question.
 *
 * @param conversionRate of contacts
 * @param optOutRate of contacts
 * @param responseRates by window in hours
 * @param answerRates by window in hours
 */
public record Figures(
    DeliveryRate deliveryRate,
    OpenRate openRate,
    Ratio clickThroughRate,
    ConversionRate conversionRate,
    Ratio optOutRate,
    Map<Integer, ResponseRate> responseRates,
    Map<Integer, Ratio> answerRates,
    ResponseTime responseTime,
    ResponseTime firstResponseTime,
    Bots bots,
    Ratio queueAbandonment,
    Ratio flowAbandonment,
    Ratio cartAbandonment,
    Ratio retentionRate,
    Ratio csat,
    NetPromoters nps,
    Ratio ces) {

  /** Counts behind a share; {@code immature} and excluded facts are in neither of the two. */
  public record Ratio(
      long numerator, long denominator, long immature, Map<String, Long> exclusions) {}

  /**
   * @param conversions how many, of which one contact can have several
   * @param byTouch of those, due to a click, a read or a delivery
   * @param value minor units by currency, less what was given back
   */
  public record ConversionRate(
      Ratio ratio, long conversions, Map<String, Long> byTouch, Map<String, Long> value) {}

  /**
   * What bots achieve.
   *
   * @param selfResolution of episodes, durably
   * @param noCallback the same where only a day counts
   * @param escalationReasons of the escalated episodes
   * @param waits from handover to the first human
   */
  public record Bots(
      Ratio selfResolution,
      Ratio noCallback,
      Ratio escalation,
      Map<String, Long> escalationReasons,
      Latencies waits,
      Ratio coverage,
      Ratio fallbackRate) {}

  /**
   * Who would recommend the business.
   *
   * @param promoters of all answers
   * @param detractors how many
   */
  public record NetPromoters(Ratio promoters, long detractors) {
    /** From -100 to 100; meaningless without answers. */
    public double points() {
      return 100.0 * (promoters.numerator() - detractors) / promoters.denominator();
    }
  }

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
