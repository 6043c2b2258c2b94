package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.BlockReason;
import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts messages, sent or held back, and episodes, each answer from one moment of the database.
 */
@ApplicationScoped
class Volumes {

  private final Snapshots snapshots;

  Volumes(Snapshots snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  Uni<VolumeAnswer> of(Question question) {
    return snapshots.read(
        question.account(),
        connection ->
            Grounds.of(connection, question)
                .chain(grounds -> counted(connection, question, grounds.scope(question))));
  }

  private static Uni<VolumeAnswer> counted(
      SqlConnection connection, Question question, Scope scope) {
    return count(connection, scope, Optional.empty())
        .chain(
            total ->
                series(connection, question, scope)
                    .chain(
                        series ->
                            Snapshots.pending(connection, question.account())
                                .map(pending -> answer(question, scope, total, series, pending))));
  }

  private static VolumeAnswer answer(
      Question question,
      Scope scope,
      Map<Optional<Instant>, Counts> total,
      Optional<Map<Optional<Instant>, Counts>> series,
      long pending) {
    return new VolumeAnswer(
        question.account().wabaId(),
        question.period().from(),
        question.period().to(),
        question.zone().getId(),
        question.asOf(),
        pending,
        scope.settings().version(),
        counts(total, Optional.empty()),
        series.map(counted -> steps(question, counted)));
  }

  private static List<VolumeAnswer.Step> steps(
      Question question, Map<Optional<Instant>, Counts> counted) {
    var from = question.period().from();
    return question.granularity().orElseThrow().steps(question.period(), question.zone()).stream()
        .map(
            step ->
                new VolumeAnswer.Step(
                    step.isBefore(from) ? from : step, counts(counted, Optional.of(step))))
        .toList();
  }

  private static VolumeAnswer.Counts counts(
      Map<Optional<Instant>, Counts> counted, Optional<Instant> step) {
    return counted.getOrDefault(step, new Counts()).answer();
  }

  private static Uni<Optional<Map<Optional<Instant>, Counts>>> series(
      SqlConnection connection, Question question, Scope scope) {
    return question.granularity().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : count(connection, scope, question.granularity()).map(Optional::of);
  }

  private static Uni<Map<Optional<Instant>, Counts>> count(
      SqlConnection connection, Scope scope, Optional<Granularity> granularity) {
    var counted = new HashMap<Optional<Instant>, Counts>();
    var steps = Breakdown.of(Optional.empty(), granularity);
    return messages(connection, scope, steps, counted)
        .chain(() -> contacts(connection, scope, steps, counted))
        .chain(() -> episodes(connection, scope, steps, counted))
        .chain(() -> blocked(connection, scope, steps, counted))
        .replaceWith(counted);
  }

  private static Uni<Void> messages(
      SqlConnection connection,
      Scope scope,
      Breakdown steps,
      Map<Optional<Instant>, Counts> counted) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, steps);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.EXCHANGED))
        .append(", inbound, exclusion = " + Exclusion.GROUP.code() + " AS in_group, ")
        .append(Dimension.ORIGIN.column(FactTable.OUTBOUND).orElseThrow() + " AS sender, ")
        .append(Dimension.CATEGORY.column(FactTable.OUTBOUND).orElseThrow() + " AS charged_as")
        .append(", count(*) AS messages FROM message WHERE ")
        .append(frame.factRows(FactTable.EXCHANGED, List.of(scope.period())))
        .append(" AND exclusion IN (0, " + Exclusion.GROUP.code() + ") GROUP BY 1, 2, 3, 4, 5, 6")
        .run(connection)
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        of(counted, row.getOffsetDateTime("step"))
                            .messages(
                                row.getBoolean("inbound"),
                                row.getBoolean("in_group"),
                                row.getString("sender"),
                                row.getString("charged_as"),
                                row.getLong("messages"))))
        .replaceWithVoid();
  }

  private static Uni<Void> contacts(
      SqlConnection connection,
      Scope scope,
      Breakdown steps,
      Map<Optional<Instant>, Counts> counted) {
    return number(
        connection,
        scope,
        steps,
        FactTable.EXCHANGED,
        "count(DISTINCT contact_id)",
        counted,
        (counts, number) -> counts.contacts = number);
  }

  private static Uni<Void> episodes(
      SqlConnection connection,
      Scope scope,
      Breakdown steps,
      Map<Optional<Instant>, Counts> counted) {
    return number(
        connection,
        scope,
        steps,
        FactTable.EPISODE,
        "count(*)",
        counted,
        (counts, number) -> counts.episodes = number);
  }

  private static Uni<Void> blocked(
      SqlConnection connection,
      Scope scope,
      Breakdown steps,
      Map<Optional<Instant>, Counts> counted) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, steps);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.BLOCKED))
        .append(", reason, count(*) AS sends FROM blocked_send WHERE ")
        .append(frame.factRows(FactTable.BLOCKED, List.of(scope.period())))
        .append(" AND exclusion = 0 GROUP BY 1, 2, 3")
        .run(connection)
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        of(counted, row.getOffsetDateTime("step"))
                            .blocked
                            .put(
                                BlockReason.ofCode(row.getShort("reason")).id(),
                                row.getLong("sends"))))
        .replaceWithVoid();
  }

  /** Where a counted number belongs. */
  private interface Place {
    void put(Counts counts, long number);
  }

  private static Uni<Void> number(
      SqlConnection connection,
      Scope scope,
      Breakdown steps,
      FactTable table,
      String number,
      Map<Optional<Instant>, Counts> counted,
      Place place) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, steps);
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(", " + number + " AS number FROM " + table.table() + " WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 GROUP BY 1, 2")
        .run(connection)
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        place.put(
                            of(counted, row.getOffsetDateTime("step")), row.getLong("number"))))
        .replaceWithVoid();
  }

  private static Counts of(Map<Optional<Instant>, Counts> counted, OffsetDateTime step) {
    return counted.computeIfAbsent(
        Optional.ofNullable(step).map(OffsetDateTime::toInstant), _ -> new Counts());
  }

  /** Of one step. Filled while rows are read, by one thread. */
  private static final class Counts {
    private final SortedMap<String, Long> outbound = new TreeMap<>();
    private final SortedMap<String, Long> outboundByCategory = new TreeMap<>();
    private final SortedMap<String, Long> blocked = new TreeMap<>();
    private long inbound;
    private long groupMessages;
    private long contacts;
    private long episodes;

    void messages(boolean in, boolean inGroup, String sender, String chargedAs, long number) {
      if (inGroup) {
        groupMessages += number;
      } else if (in) {
        inbound += number;
      } else {
        outbound.merge(sender, number, Long::sum);
        outboundByCategory.merge(chargedAs, number, Long::sum);
      }
    }

    VolumeAnswer.Counts answer() {
      return new VolumeAnswer.Counts(
          inbound,
          outbound,
          outboundByCategory,
          episodes,
          contacts,
          groupMessages,
          new VolumeAnswer.Blocked(
              blocked.values().stream().mapToLong(Long::longValue).sum(), blocked));
    }
  }
}
