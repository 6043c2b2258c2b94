package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.records.RecordId;
import io.rapport.metrics.settings.InEffect;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/**
 * What an answer rests on beside the facts, from the same moment of the database.
 *
 * @param channels those of the account, where they are needed
 * @param settings with which the facts were made
 */
record Grounds(Channels channels, InEffect settings) {

  Grounds {
    requireNonNull(channels, "channels is null");
    requireNonNull(settings, "settings is null");
  }

  /**
   * Reads them. Fails with a problem where the question is about a segment that the account does
   * not have.
   */
  static Uni<Grounds> of(SqlConnection connection, Question question) {
    return read(connection, question, Channels.of(connection, question));
  }

  /** The same for who must tell the channels of facts, whatever the question is about. */
  static Uni<Grounds> ofFacts(SqlConnection connection, Question question) {
    return read(connection, question, Channels.load(connection, question.account().id()));
  }

  private static Uni<Grounds> read(
      SqlConnection connection, Question question, Uni<Channels> channels) {
    return requireSegments(connection, question)
        .chain(() -> InEffect.read(connection, question.account().id()))
        .chain(settings -> channels.map(found -> new Grounds(found, settings)));
  }

  /** Which facts a question, or a part of it, is about. */
  Scope scope(Question question) {
    return question.scope(channels, settings);
  }

  /** Of a segment that never was, or is no more, nothing is known: zeros would be numbers. */
  private static Uni<Void> requireSegments(SqlConnection connection, Question question) {
    var named = question.filters().getOrDefault(Dimension.MEMBER_OF, List.of());
    if (named.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var ids = named.stream().map(text -> segment(text, question)).distinct().toList();
    var sql = new Sql();
    return sql.append("SELECT count(*) AS found FROM segment WHERE account_id = ")
        .append(sql.bind(question.account().id()))
        .append(" AND segment_id = ANY (" + sql.bindIds(ids) + ")")
        .run(connection)
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong("found") < ids.size()) {
                throw noSuchSegment();
              }
            })
        .replaceWithVoid();
  }

  private static UUID segment(String text, Question question) {
    return RecordId.of(text)
        .filter(id -> id.accountId() == question.account().id())
        .map(RecordId::id)
        .orElseThrow(Grounds::noSuchSegment);
  }

  private static RuntimeException noSuchSegment() {
    return Problem.badRequest(
        Dimension.MEMBER_OF.id(), "The account has no such segment. Give the id of one.");
  }
}
