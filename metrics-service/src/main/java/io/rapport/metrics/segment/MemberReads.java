package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.rapport.metrics.Gate;
import io.rapport.metrics.contact.People;
import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.timeline.Lifecycle;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Who meets a condition now. Thread-safe. */
@ApplicationScoped
class MemberReads {

  private static final String QUERY_CANCELED = "57014";
  private static final int SAMPLE = 20;

  /** Fewer contacts than this would be single ones. */
  private static final int SMALL = 5;

  private final AccountTransactions transactions;
  private final SegmentSettings settings;
  private final DistributionSummary sizes;
  private final Gate gate;
  private final Clock clock;

  MemberReads(
      AccountTransactions transactions,
      SegmentSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.sizes =
        DistributionSummary.builder("rapport.segments.request")
            .description("Contacts of one request about memberships")
            .register(registry);
    this.gate =
        new Gate(
            registry,
            "rapport.segments.counts",
            "rapport.segments.counts",
            "counts of segments",
            settings.mostAtOnce());
  }

  /**
   * Counts them; fails with a problem where too many are counted already.
   *
   * @param singleContacts whether the caller may see single contacts
   */
  Uni<SegmentAnswer.Size> size(int accountId, Condition condition, boolean singleContacts) {
    return gate.through(count(accountId, condition, singleContacts));
  }

  private Uni<SegmentAnswer.Size> count(
      int accountId, Condition condition, boolean singleContacts) {
    var asOf = now();
    return read(
        accountId,
        connection -> {
          var sql = new Sql();
          return sql.append("WITH members AS MATERIALIZED (")
              .append(MemberQuery.of(sql, accountId, condition, asOf, Optional.empty()))
              .append("), everybody AS (")
              .append(MemberQuery.everybody(sql, accountId, asOf))
              .append(
                  """
                  )
                  SELECT lifecycle, NULL::uuid AS contact_id, count(*) AS contacts FROM members GROUP BY 1
                  UNION ALL SELECT NULL, NULL, count(*) FROM everybody
                  UNION ALL (SELECT 0, contact_id, 1 FROM members ORDER BY contact_id LIMIT\
                  """)
              // Ids are random, so the first are as good as any.
              .append(" " + sql.bind(SAMPLE) + ")")
              .run(connection)
              .map(rows -> size(rows, asOf, singleContacts));
        });
  }

  private static SegmentAnswer.Size size(RowSet<Row> rows, Instant asOf, boolean singleContacts) {
    long everybody = 0;
    long members = 0;
    var sample = new ArrayList<UUID>();
    Map<String, Long> lifecycle = new LinkedHashMap<>();
    for (var stage : Lifecycle.values()) {
      lifecycle.put(stage.id(), 0L);
    }
    for (var row : rows) {
      long contacts = row.getLong("contacts");
      if (row.getUUID("contact_id") != null) {
        sample.add(row.getUUID("contact_id"));
      } else if (row.getInteger("lifecycle") == null) {
        everybody = contacts;
      } else {
        members += contacts;
        lifecycle.put(Lifecycle.ofCode(row.getInteger("lifecycle").shortValue()).id(), contacts);
      }
    }
    boolean shown = singleContacts || !(small(members) || small(everybody - members));
    boolean divided =
        singleContacts || (shown && lifecycle.values().stream().noneMatch(MemberReads::small));
    return new SegmentAnswer.Size(
        asOf,
        everybody,
        shown ? Optional.of(members) : Optional.empty(),
        shown && everybody > 0 ? Optional.of((double) members / everybody) : Optional.empty(),
        divided ? Optional.of(lifecycle) : Optional.empty(),
        singleContacts ? Optional.of(sample) : Optional.empty());
  }

  private static boolean small(long contacts) {
    return contacts > 0 && contacts < SMALL;
  }

  /**
   * A page of them, in the order of their ids.
   *
   * @param after the last of the page before
   */
  Uni<SegmentAnswer.Contacts> contacts(
      int accountId, Condition condition, Optional<UUID> after, int limit) {
    var asOf = now();
    return read(
        accountId,
        connection -> {
          var sql = new Sql();
          sql.append("SELECT contact_id FROM (")
              .append(MemberQuery.of(sql, accountId, condition, asOf, Optional.empty()))
              .append(") AS members");
          after.ifPresent(last -> sql.append(" WHERE contact_id > " + sql.bind(last)));
          return sql.append(" ORDER BY contact_id LIMIT " + sql.bind(limit + 1))
              .run(connection)
              .map(
                  rows -> {
                    var found = ids(rows);
                    var shown = found.stream().limit(limit).toList();
                    return new SegmentAnswer.Contacts(
                        asOf,
                        shown,
                        found.size() > limit
                            ? Optional.of(shown.getLast().toString())
                            : Optional.empty());
                  });
        });
  }

  /** Which of these contacts are members, by whatever name they are asked for. */
  Uni<SegmentAnswer.Memberships> among(int accountId, Condition condition, List<UUID> contacts) {
    sizes.record(contacts.size());
    if (contacts.size() > settings.maxPerRequest()) {
      throw Problem.tooLarge(
          "At most %d contacts may be asked about at once.".formatted(settings.maxPerRequest()));
    }
    var asked = contacts.stream().distinct().toList();
    var asOf = now();
    return read(
        accountId,
        connection ->
            People.today(connection, accountId, asked)
                .chain(
                    people ->
                        members(connection, accountId, condition, asOf, Set.copyOf(people.values()))
                            .map(
                                members ->
                                    new SegmentAnswer.Memberships(
                                        asOf,
                                        asked.stream()
                                            .filter(people::containsKey)
                                            .filter(
                                                contact -> members.contains(people.get(contact)))
                                            .toList(),
                                        asked.stream()
                                            .filter(contact -> !people.containsKey(contact))
                                            .toList()))));
  }

  private static Uni<Set<UUID>> members(
      SqlConnection connection,
      int accountId,
      Condition condition,
      Instant asOf,
      Set<UUID> people) {
    var sql = new Sql();
    return sql.append("SELECT contact_id FROM (")
        .append(MemberQuery.of(sql, accountId, condition, asOf, Optional.of(people)))
        .append(") AS members")
        .run(connection)
        .map(rows -> new HashSet<>(ids(rows)));
  }

  private static List<UUID> ids(RowSet<Row> rows) {
    var ids = new ArrayList<UUID>();
    rows.forEach(row -> ids.add(row.getUUID("contact_id")));
    return ids;
  }

  private <T> Uni<T> read(int accountId, Function<SqlConnection, Uni<T>> work) {
    return transactions
        .snapshot(
            Set.of(accountId),
            connection ->
                connection
                    .query(
                        "SET LOCAL statement_timeout = " + settings.statementTimeout().toMillis())
                    .execute()
                    .chain(() -> work.apply(connection)))
        .onFailure(MemberReads::tooSlow)
        .transform(slow -> new ProblemException(slow()));
  }

  /** What is answered when the database needed longer than it may. */
  static Problem slow() {
    return Problem.of(
        503,
        "too-slow",
        "The database needs too long",
        "Make the rule simpler, or look back less far.");
  }

  static boolean tooSlow(Throwable failure) {
    return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
