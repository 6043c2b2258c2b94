package io.rapport.metrics.segment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.kpi.Sql;
import io.rapport.metrics.timeline.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The contacts that meet a condition, as a part of one statement. What they did is counted once for
 * each condition and joined, so that the database may hash it, and spill what does not fit; a
 * subquery for each contact would not end. Text of a rule only ever travels as a parameter.
 */
final class MemberQuery {

  private final Sql sql;
  private final String account;
  private final Instant asOf;
  private final Optional<String> only;
  private final List<String> joins = new ArrayList<>();

  private MemberQuery(Sql sql, int accountId, Instant asOf, Optional<Collection<UUID>> only) {
    this.sql = requireNonNull(sql, "sql is null");
    this.account = sql.bind(accountId);
    this.asOf = requireNonNull(asOf, "asOf is null");
    this.only = only.map(sql::bindIds);
  }

  /**
   * A query with the columns {@code contact_id} and {@code lifecycle}, a row for each member. Who
   * is excluded from KPIs belongs to no segment.
   *
   * @param only looks at these contacts and at nobody else
   */
  static String of(
      Sql sql, int accountId, Condition condition, Instant asOf, Optional<Collection<UUID>> only) {
    var query = new MemberQuery(sql, accountId, asOf, only);
    var meets = query.expression(condition);
    return "SELECT t.contact_id, "
        + query.lifecycle()
        + " AS lifecycle FROM timeline AS t JOIN contact AS c"
        + " ON c.account_id = t.account_id AND c.contact_id = t.contact_id"
        + String.join("", query.joins)
        + " WHERE t.account_id = "
        + query.account
        + query.among("t.contact_id")
        + " AND c.exclusion = 0 AND "
        + meets;
  }

  /** The same columns for everybody. */
  static String everybody(Sql sql, int accountId, Instant asOf) {
    return of(sql, accountId, new Condition.All(List.of()), asOf, Optional.empty());
  }

  private String among(String column) {
    return only.map(contacts -> " AND " + column + " = ANY (" + contacts + ")").orElse("");
  }

  /** As {@link Lifecycle} has it, now; the latest message may be of this second. */
  private String lifecycle() {
    return ("CASE WHEN (t.first_contact_at <= %s) IS NOT TRUE THEN %d"
            + " WHEN coalesce(t.last_inbound_at, t.first_contact_at) > %s THEN %d ELSE %d END")
        .formatted(
            ago(Lifecycle.NEW_FOR),
            Lifecycle.NEW.code(),
            ago(Lifecycle.DORMANT_AFTER),
            Lifecycle.ACTIVE.code(),
            Lifecycle.DORMANT.code());
  }

  private String ago(Duration duration) {
    return sql.bind(asOf.minus(duration));
  }

  private String expression(Condition condition) {
    return switch (condition) {
      case Condition.All all -> together(all.parts(), " AND ", "TRUE");
      case Condition.Any any -> together(any.parts(), " OR ", "FALSE");
      case Condition.Not not -> "NOT " + expression(not.part());
      case Condition.Stands stands ->
          "("
              + lifecycle()
              + ") IN ("
              + stands.lifecycles().stream()
                  .sorted()
                  .map(lifecycle -> Short.toString(lifecycle.code()))
                  .collect(Collectors.joining(", "))
              + ")";
      // Null where there are no tags, and NOT of that is not true.
      case Condition.Tagged tagged ->
          "coalesce(string_to_array(t.tags, E'\\n') && "
              + sql.bindTexts(tagged.tags())
              + ", FALSE)";
      case Condition.Speaks speaks -> joined(speaks(speaks));
      case Condition.OnChannel channel ->
          joined(
              "SELECT DISTINCT contact_id FROM message WHERE account_id = "
                  + account
                  + among("contact_id")
                  + onNumbers(channel.phoneNumberIds()));
      case Condition.When when -> span(when);
      case Condition.Did did -> did(did);
    };
  }

  private String together(List<Condition> parts, String operator, String nothing) {
    return parts.isEmpty()
        ? nothing
        : parts.stream().map(this::expression).collect(Collectors.joining(operator, "(", ")"));
  }

  private String speaks(Condition.Speaks speaks) {
    return "SELECT contact_id FROM (SELECT DISTINCT ON (contact_id) contact_id, language"
        + " FROM message WHERE account_id = "
        + account
        + among("contact_id")
        + " AND language IS NOT NULL ORDER BY contact_id, sent_at DESC, message_id) AS latest"
        + " WHERE language = ANY ("
        + sql.bindTexts(speaks.languages())
        + ")";
  }

  private String onNumbers(List<String> phoneNumberIds) {
    return " AND channel_id IN (SELECT channel_id FROM channel WHERE account_id = "
        + account
        + " AND phone_number_id = ANY ("
        + sql.bindTexts(phoneNumberIds)
        + "))";
  }

  private String span(Condition.When when) {
    var column = "t." + when.moment().column();
    var span = when.span();
    var bounds = new ArrayList<String>();
    span.from().ifPresent(from -> bounds.add(column + " >= " + sql.bind(from)));
    span.before().ifPresent(before -> bounds.add(column + " < " + sql.bind(before)));
    span.within().ifPresent(within -> bounds.add(column + " >= " + ago(within)));
    span.olderThan().ifPresent(older -> bounds.add(column + " < " + ago(older)));
    return "(" + String.join(" AND ", bounds) + ") IS TRUE";
  }

  /** Who never did it has no row to count, so "at most" looks for those who did it more often. */
  private String did(Condition.Did did) {
    if (did.atLeast() == 0) {
      return "NOT " + joined(deeds(did, "count(*) > " + sql.bind(did.atMost().orElseThrow())));
    }
    var often = "count(*) >= " + sql.bind(did.atLeast());
    return joined(
        deeds(
            did,
            did.atMost().map(most -> often + " AND count(*) <= " + sql.bind(most)).orElse(often)));
  }

  private String deeds(Condition.Did did, String howOften) {
    var deed = did.deed();
    return "SELECT contact_id FROM "
        + deed.table()
        + " WHERE account_id = "
        + account
        + among("contact_id")
        + " AND "
        + deed.rows()
        + " AND "
        + deed.time()
        + " <= "
        + sql.bind(asOf)
        + did.within().map(within -> " AND " + deed.time() + " > " + ago(within)).orElse("")
        + (did.campaigns().isEmpty()
            ? ""
            : " AND campaign = ANY (" + sql.bindTexts(did.campaigns()) + ")")
        + (did.phoneNumberIds().isEmpty() ? "" : onNumbers(did.phoneNumberIds()))
        + " GROUP BY contact_id HAVING "
        + howOften;
  }

  /** Whether the contact is among those that a query finds, each once. */
  private String joined(String contacts) {
    var name = "j" + joins.size();
    joins.add(
        " LEFT JOIN (" + contacts + ") AS " + name + " ON " + name + ".contact_id = t.contact_id");
    return "(" + name + ".contact_id IS NOT NULL)";
  }
}
