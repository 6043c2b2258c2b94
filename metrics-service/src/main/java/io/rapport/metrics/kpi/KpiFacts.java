package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All facts behind a number, however many, from one moment of the database. */
@ApplicationScoped
public class KpiFacts {

  private final StreamedSnapshots snapshots;
  private final Questions questions;

  KpiFacts(StreamedSnapshots snapshots, Questions questions) {
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
    this.questions = requireNonNull(questions, "questions is null");
  }

  /**
   * What is streamed of a KPI.
   *
   * @param row the record that each fact is; all of a KPI are of one kind
   * @param versions what each line has beside the members of that record
   * @param pages the facts in the order of their times, in portions that are read when the one
   *     before is taken
   */
  public record Stream(Class<?> row, List<String> versions, Multi<List<?>> pages) {}

  /**
   * The facts of a number, as many as it says.
   *
   * @param query all parameters of the request; besides filters part and asOf
   * @param pageSize facts that are in memory at a time
   * @param patience how long nothing may be taken
   * @throws io.rapport.common.problem.ProblemException as REST refuses the same question
   */
  public Stream asked(
      Account account,
      String kpi,
      KpiParameters parameters,
      Map<String, List<String>> query,
      Instant now,
      int pageSize,
      Duration patience) {
    var definition = Questions.kpi(kpi);
    KpiReadings.refuseUnknown(query.keySet(), Set.of("part", "asOf"));
    var part = Questions.part(first(query, "part"));
    var question =
        questions
            .question(
                parameters,
                KpiParameters.filters(query),
                account,
                List.of(definition),
                true,
                Questions.asOf(first(query, "asOf"), now))
            .settled();
    var pages =
        snapshots.<List<?>>read(
            account,
            patience,
            connection ->
                Grounds.ofFacts(connection, question)
                    .onItem()
                    .transformToMulti(
                        grounds -> pages(connection, question, grounds, part, pageSize)));
    return new Stream(
        FactReader.of(definition.computation().table()).type(), FactLine.VERSIONS, pages);
  }

  private static Multi<List<?>> pages(
      SqlConnection connection, Question question, Grounds grounds, Part part, int size) {
    return FactPages.statement(question, grounds, part, Optional.empty())
        .portions(connection, size)
        .map(rows -> FactPages.facts(rows, question, grounds, part))
        .map(facts -> FactLine.of(facts, question, grounds));
  }

  private static String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
  }
}
