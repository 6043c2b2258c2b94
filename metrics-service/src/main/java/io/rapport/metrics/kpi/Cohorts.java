package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.settings.InEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers how long contacts stay, by the period in which they came. */
@ApplicationScoped
class Cohorts {

  private final Snapshots snapshots;
  private final KpiSettings limits;

  Cohorts(Snapshots snapshots, KpiSettings settings) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.limits = requireNonNull(settings, "settings is null");
  }

  Uni<CohortAnswer> answer(
      Question question, Granularity granularity, Activeness activeness, CohortVariant variant) {
    // Whole periods only: a cohort cut in two would be two cohorts.
    var begins = List.copyOf(granularity.steps(question.period(), question.zone()));
    var end = end(granularity, question);
    return snapshots.read(
        question.account(),
        connection ->
            InEffect.read(connection, question.account().id())
                .chain(
                    settings ->
                        CohortQuery.run(
                                connection,
                                question.account().id(),
                                begins,
                                end,
                                activeness,
                                variant)
                            .map(
                                counts ->
                                    new CohortAnswer(
                                        question.account().wabaId(),
                                        begins.getFirst(),
                                        end,
                                        question.zone().getId(),
                                        granularity.id(),
                                        activeness.id(),
                                        variant.id(),
                                        question.asOf(),
                                        settings.version(),
                                        cohorts(question, begins, end, counts)))));
  }

  private static Instant end(Granularity granularity, Question question) {
    var last = granularity.truncate(question.period().to().minusNanos(1), question.zone());
    var after = last.atZone(question.zone());
    return switch (granularity) {
      case HOUR, DAY ->
          throw new IllegalArgumentException("too short for cohorts: " + granularity.id());
      case WEEK -> after.plusWeeks(1).toInstant();
      case MONTH -> after.plusMonths(1).toInstant();
      case QUARTER -> after.plusMonths(3).toInstant();
    };
  }

  private List<CohortAnswer.Cohort> cohorts(
      Question question, List<Instant> begins, Instant end, CohortCounts counts) {
    var cohorts = new ArrayList<CohortAnswer.Cohort>();
    for (int i = 0; i < begins.size(); i++) {
      long size = counts.size(i);
      boolean shown = question.singleContacts() || size == 0 || size >= limits.smallestGroup();
      cohorts.add(
          new CohortAnswer.Cohort(
              begins.get(i),
              shown ? Optional.of(size) : Optional.empty(),
              shown && size > 0 ? periods(question, begins, end, counts, i) : List.of()));
    }
    return cohorts;
  }

  private static List<CohortAnswer.Active> periods(
      Question question, List<Instant> begins, Instant end, CohortCounts counts, int cohort) {
    var periods = new ArrayList<CohortAnswer.Active>();
    long size = counts.size(cohort);
    for (int i = cohort; i < begins.size() && begins.get(i).isBefore(question.asOf()); i++) {
      long active = counts.active(cohort, i);
      var over = i + 1 < begins.size() ? begins.get(i + 1) : end;
      periods.add(
          new CohortAnswer.Active(
              i - cohort,
              !over.isAfter(question.asOf()),
              active,
              OptionalDouble.of((double) active / size),
              Assessment.wilson(active, size)));
    }
    return periods;
  }
}
