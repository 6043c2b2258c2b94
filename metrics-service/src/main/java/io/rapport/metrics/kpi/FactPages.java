package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a number: pages through exactly the facts it counts. */
@ApplicationScoped
class FactPages {

  private static final String MESSAGE_COLUMNS =
      """
      contact_id, message_id, channel_id::text AS channel, sent_at, delivered_at, read_at, failed_at,
      error_code, first_reply_at, reply_tapped, first_click_at, converted_at, opted_out_at, origin,
      campaign, variant, template, language, segment
      """;

  private static final String TURN_COLUMNS =
      """
      contact_id, turn_id, episode_id, channel_id::text AS channel, first_in_episode, started_at,
      answerable_until, answered_at, human_answered_at, bot_answered_at, answer_origin
      """;

  private final Snapshots snapshots;

  FactPages(Snapshots snapshots) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  /**
   * One page.
   *
   * @param question about one KPI, at the moment the cursor carries
   * @param after where the page before ended
   */
  Uni<Fact.Page> page(Question question, Part part, Optional<Cursor> after, int limit, int digest) {
    return snapshots.read(
        question.account(),
        connection ->
            Channels.load(connection, question.account().id())
                .chain(channels -> facts(connection, question, channels, part, after, limit))
                .map(facts -> page(question, part, facts, limit, digest)));
  }

  static Uni<List<Fact>> facts(
      SqlConnection connection,
      Question question,
      Channels channels,
      Part part,
      Optional<Cursor> after,
      int limit) {
    var kpi = question.kpis().getFirst();
    var table = kpi.computation().table();
    var sql = new Sql();
    var frame = new Frame(sql, question.scope(channels), Breakdown.NONE);
    sql.append("SELECT ")
        .append(columns(table))
        .append(" FROM (SELECT ")
        .append(ofContacts(kpi) ? "DISTINCT ON (contact_id) * " : "* ")
        .append(" FROM ")
        .append(table.table())
        .append(" WHERE ")
        .append(frame.factRows(table, List.of(question.period())))
        .append(" AND exclusion = 0 AND ")
        .append(counted(kpi, part, frame))
        // Where contacts are counted, each is shown by its first fact that counts.
        .append(ofContacts(kpi) ? " ORDER BY contact_id, " + table.time() + ", " + table.id() : "")
        .append(") AS counted");
    after.ifPresent(
        cursor ->
            sql.append(" WHERE (" + table.time() + ", contact_id, " + table.id() + ") > (")
                .append(sql.bind(cursor.time()) + ", ")
                .append(sql.bind(cursor.contactId()) + ", ")
                .append(sql.bind(cursor.id()) + ")"));
    return sql.append(" ORDER BY " + table.time() + ", contact_id, " + table.id() + " LIMIT ")
        // One more than asked for says whether there is a next page.
        .append(sql.bind(limit + 1L))
        .run(connection)
        .map(
            rows -> {
              var facts = new ArrayList<Fact>();
              for (var row : rows) {
                facts.add(
                    switch (table) {
                      case MESSAGE -> message(row, kpi, part, channels);
                      case TURN -> turn(row, kpi, part, channels);
                      case CONVERSION -> throw new IllegalStateException(kpi.id());
                    });
              }
              return facts;
            });
  }

  private static String columns(FactTable table) {
    return switch (table) {
      case MESSAGE -> MESSAGE_COLUMNS;
      case TURN -> TURN_COLUMNS;
      case CONVERSION -> throw new IllegalArgumentException("no KPI counts conversions");
    };
  }

  private static boolean ofContacts(KpiDefinition kpi) {
    return kpi.computation() instanceof Computation.Rate rate
        && rate.headline().denominator().ofContacts();
  }

  private static String counted(KpiDefinition kpi, Part part, Frame frame) {
    return switch (kpi.computation()) {
      case Computation.Rate rate -> {
        var ratio = rate.headline();
        var measure =
            switch (part) {
              case NUMERATOR -> ratio.numerator();
              case DENOMINATOR -> ratio.denominator();
            };
        yield measure.condition()
            + " AND "
            + ratio.table().time()
            + " <= "
            + frame.cut(ratio.horizon());
      }
      case Computation.Latency latency ->
          (latency.firstTurnOnly() ? "first_in_episode" : "TRUE")
              + (part == Part.NUMERATOR ? " AND answered_at IS NOT NULL" : "");
    };
  }

  private static Fact.Page page(
      Question question, Part part, List<Fact> facts, int limit, int digest) {
    var kpi = question.kpis().getFirst();
    boolean more = facts.size() > limit;
    var shown = more ? facts.subList(0, limit) : facts;
    var next =
        more
            ? Optional.of(cursor(question.asOf(), shown.getLast(), digest).encode())
            : Optional.<String>empty();
    return new Fact.Page(
        question.account().wabaId(),
        kpi.id(),
        kpi.definitionVersion(),
        part,
        question.period().from(),
        question.period().to(),
        question.zone().getId(),
        question.asOf(),
        List.copyOf(shown),
        next);
  }

  private static Cursor cursor(Instant asOf, Fact last, int digest) {
    return new Cursor(asOf, last.time(), last.contactId(), last.id(), digest);
  }

  private static Fact.Message message(Row row, KpiDefinition kpi, Part part, Channels channels) {
    var sent = instant(row, "sent_at").orElseThrow();
    var delivered = instant(row, "delivered_at");
    return new Fact.Message(
        row.getUUID("contact_id"),
        row.getUUID("message_id"),
        channels.phoneNumberId(row.getString("channel")),
        sent,
        delivered,
        instant(row, "read_at"),
        instant(row, "failed_at"),
        Optional.ofNullable(row.getInteger("error_code")),
        instant(row, "first_reply_at"),
        row.getBoolean("reply_tapped"),
        instant(row, "first_click_at"),
        instant(row, "converted_at"),
        instant(row, "opted_out_at"),
        origin(row.getShort("origin")),
        Optional.ofNullable(row.getString("campaign")),
        Optional.ofNullable(row.getString("variant")),
        Optional.ofNullable(row.getString("template")),
        Optional.ofNullable(row.getString("language")),
        Optional.ofNullable(row.getString("segment")),
        Reason.ofMessage(kpi, part, sent, delivered, instant(row, Reason.about(kpi).column())));
  }

  private static Fact.Turn turn(Row row, KpiDefinition kpi, Part part, Channels channels) {
    var started = instant(row, "started_at").orElseThrow();
    var answered = instant(row, "answered_at");
    return new Fact.Turn(
        row.getUUID("contact_id"),
        row.getUUID("turn_id"),
        row.getUUID("episode_id"),
        channels.phoneNumberId(row.getString("channel")),
        row.getBoolean("first_in_episode"),
        started,
        instant(row, "answerable_until").orElseThrow(),
        answered,
        instant(row, "human_answered_at"),
        instant(row, "bot_answered_at"),
        origin(row.getShort("answer_origin")),
        Reason.ofTurn(kpi, part, started, answered));
  }

  private static Optional<String> origin(Short code) {
    return Optional.ofNullable(code).map(Origin::ofCode).map(Origin::id);
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
