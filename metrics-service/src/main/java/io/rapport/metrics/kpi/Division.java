package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Divides one KPI into steps of time and groups. For those who may not see single contacts, groups
 * with too few of them are counted again as one, so that the parts still add up to the whole.
 */
final class Division {

  private static final String OTHER = "other";

  private final SqlConnection connection;
  private final KpiCounter counter;
  private final Question question;
  private final KpiDefinition kpi;
  private final Scope scope;
  private final Channels channels;
  private final KpiSettings settings;
  private final Limits limits;

  Division(
      SqlConnection connection,
      KpiCounter counter,
      Question question,
      Scope scope,
      Channels channels,
      KpiSettings settings,
      Limits limits) {
    this.connection = requireNonNull(connection, "connection is null");
    this.counter = requireNonNull(counter, "counter is null");
    this.question = requireNonNull(question, "question is null");
    this.kpi = question.kpis().getFirst();
    this.channels = requireNonNull(channels, "channels is null");
    this.scope = requireNonNull(scope, "scope is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /** Every step of the period, also those in which nothing happened. */
  Uni<List<KpiAnswer.Step>> series() {
    return counter
        .figures(connection, scope, Breakdown.of(Optional.empty(), question.granularity()))
        .map(tallies -> series(tallies, Optional.empty()));
  }

  /** Every group that has facts, the largest first. */
  Uni<List<KpiAnswer.Group>> groups() {
    return counter
        .figures(connection, scope, Breakdown.of(question.groupBy(), Optional.empty()))
        .invoke(tallies -> limits.requireRoom(question, tallies.cells().size(), settings))
        .chain(
            tallies ->
                tooSmall(tallies)
                    .chain(keys -> merged(tallies, keys))
                    .chain(other -> withSeries(tallies, other)));
  }

  /** The groups that are shown as one. */
  private record Merged(List<String> keys, Tally tally) {}

  /** A sample proves that a group is large enough; of the others all contacts are counted. */
  private Uni<List<String>> tooSmall(Tallies tallies) {
    var keys = question.singleContacts() ? List.<String>of() : smallOf(tallies);
    if (keys.isEmpty() || tallies.contactsKnown()) {
      return Uni.createFrom().item(keys);
    }
    return counter
        .exactly()
        .figures(
            connection,
            scope,
            new Breakdown(question.groupBy(), Optional.empty(), Optional.of(groups(keys))))
        .map(this::smallOf);
  }

  private List<String> smallOf(Tallies tallies) {
    return tallies.cells().stream()
        .filter(cell -> contacts(tallies, cell) < settings.smallestGroup())
        .map(cell -> cell.group().orElseThrow())
        .sorted()
        .toList();
  }

  private long contacts(Tallies tallies, Cell cell) {
    return Assessment.contacts(kpi, tallies.of(cell));
  }

  /**
   * The small groups as one; where that is still too small, together with the smallest group that
   * could be shown, lest it be the difference between the whole and its other parts.
   */
  private Uni<Optional<Merged>> merged(Tallies tallies, List<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return counter
        .figures(connection, scope, Breakdown.merging(groups(keys), Optional.empty()))
        .chain(
            whole -> {
              var tally = whole.of(Cell.ALL);
              var next = smallestBeside(tallies, keys);
              return Assessment.contacts(kpi, tally) < settings.smallestGroup() && next.isPresent()
                  ? merged(tallies, with(keys, next.get()))
                  : Uni.createFrom().item(Optional.of(new Merged(keys, tally)));
            });
  }

  private Breakdown.Groups groups(List<String> keys) {
    return new Breakdown.Groups(question.groupBy().orElseThrow(), keys);
  }

  private Optional<String> smallestBeside(Tallies tallies, List<String> keys) {
    return tallies.cells().stream()
        .filter(cell -> !keys.contains(cell.group().orElseThrow()))
        .min(
            Comparator.comparingLong((Cell cell) -> contacts(tallies, cell))
                .thenComparing(cell -> cell.group().orElseThrow()))
        .flatMap(Cell::group);
  }

  private static List<String> with(List<String> keys, String another) {
    var more = new ArrayList<>(keys);
    more.add(another);
    return more;
  }

  private Uni<List<KpiAnswer.Group>> withSeries(Tallies tallies, Optional<Merged> other) {
    if (question.granularity().isEmpty()) {
      return Uni.createFrom().item(write(tallies, other, Optional.empty(), Optional.empty()));
    }
    return counter
        .figures(connection, scope, Breakdown.of(question.groupBy(), question.granularity()))
        .chain(
            steps -> seriesOf(other).map(rest -> write(tallies, other, Optional.of(steps), rest)));
  }

  private Uni<Optional<Tallies>> seriesOf(Optional<Merged> other) {
    return other.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : counter
            .figures(
                connection,
                scope,
                Breakdown.merging(groups(other.get().keys()), question.granularity()))
            .map(Optional::of);
  }

  private List<KpiAnswer.Group> write(
      Tallies tallies, Optional<Merged> other, Optional<Tallies> steps, Optional<Tallies> rest) {
    var groups = new ArrayList<KpiAnswer.Group>();
    var hidden = other.map(Merged::keys).orElse(List.of());
    tallies.cells().stream()
        .map(cell -> cell.group().orElseThrow())
        .filter(key -> !hidden.contains(key))
        .sorted(order(tallies))
        .forEach(
            key ->
                groups.add(
                    new KpiAnswer.Group(
                        Optional.of(channels.decode(question.groupBy().orElseThrow(), key))
                            .filter(text -> !text.isEmpty()),
                        Optional.empty(),
                        Assessment.of(kpi, tallies.of(cell(key))),
                        steps.map(t -> series(t, Optional.of(key))))));
    other.ifPresent(
        merged ->
            groups.add(
                new KpiAnswer.Group(
                    Optional.of(OTHER),
                    Optional.of(merged.keys().size()),
                    Assessment.of(kpi, merged.tally()),
                    rest.map(t -> series(t, Optional.empty())))));
    return groups;
  }

  private Comparator<String> order(Tallies tallies) {
    if (question.groupBy().orElseThrow().temporal()) {
      return Comparator.comparingInt(Integer::parseInt);
    }
    return Comparator.comparingLong(
            (String key) -> -Assessment.of(kpi, tallies.of(cell(key))).denominator())
        .thenComparing(Comparator.naturalOrder());
  }

  private static Cell cell(String key) {
    return new Cell(Optional.of(key), Optional.empty());
  }

  private List<KpiAnswer.Step> series(Tallies tallies, Optional<String> group) {
    var granularity = question.granularity().orElseThrow();
    var begins = List.copyOf(granularity.steps(question.period(), question.zone()));
    var steps = new ArrayList<KpiAnswer.Step>();
    for (int i = 0; i < begins.size(); i++) {
      var end = i + 1 < begins.size() ? begins.get(i + 1) : question.period().to();
      var begin = begins.get(i);
      steps.add(
          new KpiAnswer.Step(
              begin.isBefore(question.period().from()) ? question.period().from() : begin,
              end,
              Assessment.of(kpi, tallies.of(new Cell(group, Optional.of(begin))))));
    }
    return steps;
  }
}
