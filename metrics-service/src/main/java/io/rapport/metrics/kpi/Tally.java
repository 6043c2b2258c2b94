package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.timeline.Exclusion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Everything that was counted of one cell. Filled while rows are read, by one thread. */
final class Tally {

  private final Map<Measure, Long> mature = new EnumMap<>(Measure.class);
  private final Map<Measure, Long> immature = new EnumMap<>(Measure.class);
  private final Map<Measure, Map<Exclusion, Long>> excluded = new EnumMap<>(Measure.class);
  private final Map<Ratio, ClusterMoments> moments = new HashMap<>();
  private final Map<Ratio, Long> seen = new HashMap<>();
  private final Map<Ratio, Double> pooled = new HashMap<>();
  private final Map<Measure, Long> clockSkew = new EnumMap<>(Measure.class);
  private final Map<Boolean, Latencies> latencies = new HashMap<>();
  private final Conversions conversions = new Conversions();
  private final PersonWaits escalations = new PersonWaits();
  private final PersonWaits queue = new PersonWaits();
  private final List<Detail.FlowStep> flowSteps = new ArrayList<>();
  private final List<Long> flowDepths = new ArrayList<>();
  private final List<Detail.Intent> unrecognised = new ArrayList<>();
  private final List<Detail.Amount> abandonedValue = new ArrayList<>();
  private final Map<SurveyScale, Ratings> ratings = new EnumMap<>(SurveyScale.class);
  private final Map<Activeness, Retained> retained = new EnumMap<>(Activeness.class);
  private final Map<Exclusion, Long> notRetained = new EnumMap<>(Exclusion.class);
  private final Map<FactTable, ContactSample> samples = new EnumMap<>(FactTable.class);
  private final boolean calendar;
  private long conversionsOfEpisodes;
  private OpenBounds openBounds = OpenBounds.NONE;

  /**
   * @param calendar whether waits during business hours are known
   */
  Tally(boolean calendar) {
    this.calendar = calendar;
  }

  /**
   * What the receipts of contacts say about an open rate.
   *
   * @param upper messages opened for certain or sent to contacts of whom no receipt ever came
   * @param capable messages to contacts with a receipt in the last 90 days
   * @param capableOpened those of them that were read
   * @param contacts contacts of the population
   * @param blind those of them of whom no receipt ever came
   */
  record OpenBounds(long upper, long capable, long capableOpened, long contacts, long blind) {

    static final OpenBounds NONE = new OpenBounds(0, 0, 0, 0, 0);
  }

  boolean calendar() {
    return calendar;
  }

  void count(Measure measure, Exclusion exclusion, long matureFacts, long immatureFacts) {
    if (exclusion == Exclusion.NONE) {
      mature.merge(measure, matureFacts, Long::sum);
      immature.merge(measure, immatureFacts, Long::sum);
    } else {
      excluded
          .computeIfAbsent(measure, _ -> new EnumMap<>(Exclusion.class))
          .merge(exclusion, matureFacts + immatureFacts, Long::sum);
    }
  }

  void moments(Ratio ratio, ClusterMoments value) {
    moments.put(ratio, requireNonNull(value, "value is null"));
    pooled.remove(ratio);
  }

  /** Of how many contacts the moments are at least. */
  void seen(Ratio ratio, long contacts) {
    seen.put(ratio, contacts);
  }

  long seen(Ratio ratio) {
    return seen.getOrDefault(ratio, 0L);
  }

  /** The design effect in place of moments, where a sample has too few contacts of this cell. */
  void pooled(Ratio ratio, double designEffect) {
    pooled.put(ratio, designEffect);
    moments.remove(ratio);
  }

  OptionalDouble pooled(Ratio ratio) {
    var effect = pooled.get(ratio);
    return effect == null ? OptionalDouble.empty() : OptionalDouble.of(effect);
  }

  void clockSkew(Measure population, long facts) {
    clockSkew.put(population, facts);
  }

  void openBounds(OpenBounds bounds) {
    openBounds = requireNonNull(bounds, "bounds is null");
  }

  /** How many facts of a table have been counted at least. */
  long facts(FactTable table) {
    long turns = table == FactTable.TURN ? latencies(false).turns() : 0;
    return Math.max(
        turns,
        mature.keySet().stream()
            .filter(measure -> measure.table() == table)
            .mapToLong(measure -> mature(measure) + immature(measure))
            .max()
            .orElse(0));
  }

  /** From whose facts of a table intervals are computed. */
  void sampled(FactTable table, ContactSample sample) {
    samples.put(table, sample);
  }

  ContactSample sample(FactTable table) {
    return samples.getOrDefault(table, ContactSample.ALL);
  }

  long mature(Measure measure) {
    return mature.getOrDefault(measure, 0L);
  }

  long immature(Measure measure) {
    return immature.getOrDefault(measure, 0L);
  }

  Map<Exclusion, Long> excluded(Measure measure) {
    return excluded.getOrDefault(measure, Map.of());
  }

  ClusterMoments moments(Ratio ratio) {
    return moments.getOrDefault(ratio, ClusterMoments.NONE);
  }

  long clockSkew(Measure population) {
    return clockSkew.getOrDefault(population, 0L);
  }

  OpenBounds openBounds() {
    return openBounds;
  }

  Conversions conversions() {
    return conversions;
  }

  void conversionsOfEpisodes(long conversions) {
    conversionsOfEpisodes = conversions;
  }

  long conversionsOfEpisodes() {
    return conversionsOfEpisodes;
  }

  /** After a bot's handover. */
  PersonWaits escalations() {
    return escalations;
  }

  PersonWaits queue() {
    return queue;
  }

  void addFlowStep(Detail.FlowStep step) {
    flowSteps.add(step);
  }

  /** In the order of the steps of flows. */
  List<Detail.FlowStep> flowSteps() {
    return List.copyOf(flowSteps);
  }

  void addFlowDepth(long runs) {
    flowDepths.add(runs);
  }

  /** How many runs reached at least one step, two, and so on. */
  List<Long> flowDepths() {
    return List.copyOf(flowDepths);
  }

  void addUnrecognised(Detail.Intent intent) {
    unrecognised.add(intent);
  }

  /** What bots did not understand, the most frequent first. */
  List<Detail.Intent> unrecognised() {
    return List.copyOf(unrecognised);
  }

  void addAbandonedValue(Detail.Amount amount) {
    abandonedValue.add(amount);
  }

  List<Detail.Amount> abandonedValue() {
    return List.copyOf(abandonedValue);
  }

  Ratings ratings(SurveyScale scale) {
    return ratings.computeIfAbsent(scale, Ratings::new);
  }

  void retained(Activeness by, Retained contacts) {
    retained.put(by, contacts);
  }

  Retained retained(Activeness by) {
    return retained.getOrDefault(by, Retained.NOBODY);
  }

  void notRetained(Exclusion reason, long contacts) {
    notRetained.put(reason, contacts);
  }

  /** Contacts who were active but count in nothing. */
  Map<Exclusion, Long> notRetained() {
    return Map.copyOf(notRetained);
  }

  /** Of all turns, or of the first turn of each episode only. */
  Latencies latencies(boolean firstTurnOnly) {
    return latencies.computeIfAbsent(firstTurnOnly, _ -> new Latencies());
  }
}
