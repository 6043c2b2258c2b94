package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One number of a KPI, flat, as everything but REST gives it: of a whole period, a step of time, a
 * group, or a step of a group.
 *
 * @param account WABA id
 * @param kpi name of the KPI
 * @param settingsVersion of the account's settings the facts were made with
 * @param from when the stretch of time begins that the number is about
 * @param to when it ends; no longer part of it
 * @param zone IANA time zone by whose clock it was divided
 * @param dimension by which it was grouped; empty where it was not
 * @param key the group; empty where not grouped, and where the facts say nothing; {@code other} for
 *     merged groups
 * @param merged how many groups are merged into this one
 * @param value in the unit; empty where nothing was measured, which is not zero
 * @param exclusions facts left out of everything, by reason
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param intervalMethod how the interval was computed
 * @param asOf the moment maturity was judged at
 */
@RegisterForReflection
@JsonPropertyOrder({
  "account",
  "kpi",
  "definitionVersion",
  "settingsVersion",
  "unit",
  "from",
  "to",
  "zone",
  "dimension",
  "key",
  "merged",
  "value",
  "numerator",
  "denominator",
  "immature",
  "exclusions",
  "low",
  "high",
  "intervalMethod",
  "asOf"
})
public record KpiReading(
    String account,
    String kpi,
    int definitionVersion,
    int settingsVersion,
    Unit unit,
    Instant from,
    Instant to,
    String zone,
    Optional<String> dimension,
    Optional<String> key,
    Optional<Integer> merged,
    OptionalDouble value,
    long numerator,
    long denominator,
    long immature,
    Map<String, Long> exclusions,
    OptionalDouble low,
    OptionalDouble high,
    Optional<String> intervalMethod,
    Instant asOf) {

  public KpiReading {
    requireNonNull(account, "account is null");
    requireNonNull(kpi, "kpi is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    requireNonNull(zone, "zone is null");
    exclusions = Collections.unmodifiableMap(new TreeMap<>(exclusions));
    requireNonNull(asOf, "asOf is null");
  }

  /**
   * The finest parts of an answer, and no whole beside its parts: whoever adds up what is exported
   * counts nothing twice.
   *
   * @param all what the answer is one of
   */
  static List<KpiReading> of(Question question, KpiAnswer.All all, KpiAnswer answer) {
    var readings = new ArrayList<KpiReading>();
    var whole = new Cut(question, all.settingsVersion(), answer, Optional.empty());
    if (answer.groups().isPresent()) {
      for (var group : answer.groups().get()) {
        whole.with(group).addTo(readings, group.series(), group.figures());
      }
    } else {
      whole.addTo(readings, answer.series(), answer.figures());
    }
    return readings;
  }

  /** What the numbers of one group, or of all, have in common. */
  private record Cut(
      Question question, int settingsVersion, KpiAnswer answer, Optional<KpiAnswer.Group> group) {

    Cut with(KpiAnswer.Group other) {
      return new Cut(question, settingsVersion, answer, Optional.of(other));
    }

    void addTo(List<KpiReading> readings, Optional<List<KpiAnswer.Step>> series, Figures all) {
      if (series.isEmpty()) {
        readings.add(reading(answer.period().orElse(question.period()), all));
        return;
      }
      for (var step : series.get()) {
        readings.add(reading(new Period(step.from(), step.to()), step.figures()));
      }
    }

    private KpiReading reading(Period period, Figures figures) {
      var interval = figures.interval();
      return new KpiReading(
          question.account().wabaId(),
          answer.id(),
          answer.definitionVersion(),
          settingsVersion,
          answer.unit(),
          period.from(),
          period.to(),
          question.zone().getId(),
          question.groupBy().map(Dimension::id),
          group.flatMap(KpiAnswer.Group::key),
          group.flatMap(KpiAnswer.Group::merged),
          figures.value(),
          figures.numerator(),
          figures.denominator(),
          figures.immature(),
          figures.exclusions(),
          interval.map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
          interval.map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
          interval.map(Figures.Interval::method),
          answer.asOf());
    }
  }
}
