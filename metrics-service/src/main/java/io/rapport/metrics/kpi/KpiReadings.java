package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.rapport.metrics.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The door through which exports, feeds, streams and gauges come to the same numbers that REST
 * gives: each goes through {@link KpiAnswers}, and none counts for itself. Safe for use by several
 * threads.
 */
@ApplicationScoped
public class KpiReadings {

  private final KpiAnswers answers;
  private final Questions questions;

  KpiReadings(KpiAnswers answers, Questions questions) {
    this.answers = requireNonNull(answers, "answers is null");
    this.questions = requireNonNull(questions, "questions is null");
  }

  /**
   * All KPIs of an account over some days up to the end of today in its zone, from one moment: what
   * REST answers to a question about that period.
   */
  public Uni<List<KpiReading>> headline(Account account, int days, Instant now) {
    var zone = zone(account);
    var to = now.atZone(zone).toLocalDate().plusDays(1);
    var question =
        question(
            account, Catalogue.all(), to.minusDays(days), to, true, zone, Parts.NONE, false, now);
    return answers
        .all(question)
        .map(
            all ->
                all.kpis().stream()
                    .flatMap(kpi -> KpiReading.of(question, all, kpi).stream())
                    .toList());
  }

  /**
   * One KPI of an account by days of its zone.
   *
   * @param to the first day that no longer belongs to it
   * @param dimension by whose values each day is divided as well
   * @param singleContacts whether who asks may see single contacts; else small groups are merged
   * @throws io.rapport.common.problem.ProblemException for an unknown KPI or dimension, and beyond
   *     the limits of a question
   */
  public Uni<List<KpiReading>> daily(
      Account account,
      String kpi,
      LocalDate from,
      LocalDate to,
      Optional<String> dimension,
      boolean singleContacts,
      Instant asOf) {
    var definition = Questions.kpi(kpi);
    var groupBy = Questions.groupBy(dimension.orElse(null), definition);
    var step = questions.granularity("day", period(from, to, zone(account)));
    return one(
        question(
            account,
            List.of(definition),
            from,
            to,
            false,
            zone(account),
            new Parts(groupBy, step),
            singleContacts,
            asOf));
  }

  /**
   * One KPI as a request asks for it, with the parameters that REST knows.
   *
   * @param query all parameters of the request; besides filters, groupBy and granularity
   * @throws io.rapport.common.problem.ProblemException as REST refuses the same question
   */
  public Uni<List<KpiReading>> asked(
      Account account,
      String kpi,
      KpiParameters parameters,
      Map<String, List<String>> query,
      boolean singleContacts,
      Instant now) {
    var definition = Questions.kpi(kpi);
    refuseUnknown(query.keySet(), Set.of("groupBy", "granularity"));
    var groupBy = Questions.groupBy(first(query, "groupBy"), definition);
    var plain =
        questions.question(
            parameters,
            KpiParameters.filters(query),
            account,
            List.of(definition),
            singleContacts,
            now);
    var granularity = questions.granularity(first(query, "granularity"), plain.period());
    return one(plain.divided(groupBy, granularity, Optional.empty()));
  }

  /** The account a request names; throws if it names none. */
  public static String account(KpiParameters parameters) {
    return Questions.account(parameters);
  }

  /** In which zone the days of an account begin. */
  public static ZoneId zone(Account account) {
    // The database reads names of zones only.
    return ZoneId.getAvailableZoneIds().contains(account.zone().getId())
        ? account.zone()
        : ZoneId.of("UTC");
  }

  /** Refuses parameters that are neither of every question nor among those given. */
  static void refuseUnknown(Set<String> given, Set<String> more) {
    var known = new HashSet<>(more);
    known.addAll(Set.of("account", "from", "to", "zone"));
    for (var dimension : Dimension.values()) {
      if (!dimension.temporal()) {
        known.add(dimension.id());
      }
    }
    Parameters.refuseUnknown(given, known);
  }

  private record Parts(Optional<Dimension> groupBy, Optional<Granularity> granularity) {

    static final Parts NONE = new Parts(Optional.empty(), Optional.empty());
  }

  private Uni<List<KpiReading>> one(Question question) {
    var settled = question.settled();
    return answers.all(settled).map(all -> KpiReading.of(settled, all, all.kpis().getFirst()));
  }

  private static Question question(
      Account account,
      List<KpiDefinition> kpis,
      LocalDate from,
      LocalDate to,
      boolean latest,
      ZoneId zone,
      Parts parts,
      boolean singleContacts,
      Instant asOf) {
    return new Question(
        account,
        kpis,
        period(from, to, zone),
        latest,
        zone,
        Map.of(),
        parts.groupBy(),
        parts.granularity(),
        Optional.empty(),
        singleContacts,
        Instant.ofEpochSecond(asOf.getEpochSecond()));
  }

  private static Period period(LocalDate from, LocalDate to, ZoneId zone) {
    return new Period(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
  }
}
