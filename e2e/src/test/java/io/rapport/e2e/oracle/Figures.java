package io.rapport.e2e.oracle;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Every figure of one question, each computed when it is asked for. */
public final class Figures {
  private final Sources sources;
  private final Question question;

  Figures(Sources sources, Question question) {
    this.sources = sources;
    this.question = question;
  }

  /** What happened in one account, as the KPIs look at it. */
  static final class Sources {
    private final Messages messages;
    private final Turns turns;
    private final Service service;
    private final Surveys surveys;

    Sources(
        List<MessageFact> messages,
        List<TurnFact> turns,
        List<EpisodeFact> episodes,
        List<Inbound> inbounds,
        List<Outbound> outbounds,
        List<Reported> reported,
        Lives lives) {
      this.service = new Service(episodes, inbounds, reported, lives);
      this.messages = new Messages(messages, service.shop());
      this.turns = new Turns(turns);
      this.surveys = new Surveys(episodes, outbounds, reported, lives);
    }

    /** Whatever may be counted by a KPI. */
    Stream<Told> told(String kpi) {
      return switch (kpi) {
        case "answer-rate", "response-time", "first-response-time" -> turns.told();
        case "csat", "nps", "ces" -> surveys.told(kpi);
        case "open-rate",
            "response-rate",
            "conversion-rate",
            "delivery-rate",
            "click-through-rate",
            "opt-out-rate" ->
            messages.told();
        default -> service.told(kpi);
      };
    }
  }

  public DeliveryRate deliveryRate() {
    return sources.messages.deliveryRate(question);
  }

  public OpenRate openRate() {
    return sources.messages.openRate(question);
  }

  public Ratio clickThroughRate() {
    return sources.messages.clickThroughRate(question);
  }

  /** Of contacts. */
  public ConversionRate conversionRate() {
    return sources.messages.conversionRate(question);
  }

  /** Of contacts. */
  public Ratio optOutRate() {
    return sources.messages.optOutRate(question);
  }

  public ResponseRate responseRate(int hours) {
    return sources.messages.responseRate(question, hours);
  }

  public Ratio answerRate(int hours) {
    return sources.turns.answerRate(question, hours);
  }

  public ResponseTime responseTime() {
    return sources.turns.responseTime(question, turn -> true);
  }

  /** Of the first turn of each episode. */
  public ResponseTime firstResponseTime() {
    return sources.turns.responseTime(question, TurnFact::firstInEpisode);
  }

  public Bots bots() {
    return sources.service.bots(question);
  }

  public EpisodeConversionRate episodeConversionRate() {
    return sources.service.episodeConversionRate(question);
  }

  public Ratio fallbackRate() {
    return sources.service.fallbackRate(question);
  }

  public Ratio queueAbandonment() {
    return sources.service.queueAbandonment(question);
  }

  public Ratio flowAbandonment() {
    return sources.service.flowAbandonment(question);
  }

  public Ratio cartAbandonment() {
    return sources.service.cartAbandonment(question);
  }

  /** Messages that were held back, by the reason. */
  public Map<String, Long> blockedSends() {
    return sources.service.blockedSends(question);
  }

  public Ratio retentionRate() {
    return sources.service.retentionRate(question);
  }

  public Ratio csat() {
    return sources.surveys.csat(question);
  }

  public NetPromoters nps() {
    return sources.surveys.nps(question);
  }

  public Ratio ces() {
    return sources.surveys.ces(question);
  }

  /** Counts behind a share; {@code immature} and excluded facts are in neither of the two. */
  public record Ratio(
      long numerator, long denominator, long immature, Map<String, Long> exclusions) {}

  /**
   * @param conversions how many, of which one contact can have several
   * @param byTouch of those, due to a click, a read or a delivery
   * @param value minor units by currency, less what was given back
   * @param first what messages get if each conversion is put down to the one that touched first
   * @param linear what they get if each conversion is shared among all that touched
   */
  public record ConversionRate(
      Ratio ratio,
      long conversions,
      Map<String, Long> byTouch,
      Map<String, Long> value,
      Credit first,
      Credit linear) {}

  /**
   * What messages get of conversions.
   *
   * @param millionths of conversions
   * @param value minor units by currency, less what was given back
   */
  public record Credit(long millionths, Map<String, Long> value) {}

  /**
   * @param conversions how many, of which one episode can have several
   */
  public record EpisodeConversionRate(Ratio ratio, long conversions) {}

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
      Ratio coverage) {}

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
