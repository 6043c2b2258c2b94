package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.metrics.contact.People;
import io.rapport.metrics.experiment.AssignmentRequest.Answer;
import io.rapport.metrics.experiment.AssignmentRequest.Assignment;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Assigns contacts to arms, for good. A contact that was assigned under a name it had before it was
 * merged keeps that arm. Thread-safe.
 */
@ApplicationScoped
class Assignments {

  /** Held until the assignments are written, so that none is made after the stop. */
  private static final String LOCK =
      """
      SELECT state FROM experiment WHERE account_id = $1 AND experiment_id = $2 FOR SHARE""";

  /** The earliest assignment of each person under any name it ever had. */
  private static final String PRESENT =
      """
      WITH RECURSIVE walk (person, contact_id) AS (
        SELECT p, p FROM unnest($3::uuid[]) AS p
        UNION
        SELECT w.person, c.contact_id
        FROM walk w JOIN contact c ON c.account_id = $1 AND c.merged_into = w.contact_id)
      SELECT DISTINCT ON (w.person) w.person, a.arm, a.assigned_at
      FROM walk w JOIN experiment_assignment a
        ON a.account_id = $1 AND a.experiment_id = $2 AND a.contact_id = w.contact_id
      ORDER BY w.person, a.assigned_at, a.contact_id""";

  private static final String ASSIGN =
      """
      INSERT INTO experiment_assignment (account_id, experiment_id, contact_id, arm, assigned_at)
      SELECT $1, $2, person, arm, $5 FROM unnest($3::uuid[], $4::smallint[]) AS drawn (person, arm)
      ON CONFLICT DO NOTHING""";

  private final AccountTransactions transactions;
  private final ExperimentSettings settings;
  private final DistributionSummary sizes;
  private final Clock clock;

  Assignments(
      AccountTransactions transactions,
      ExperimentSettings settings,
      MeterRegistry registry,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.sizes =
        DistributionSummary.builder("rapport.experiments.request")
            .description("Contacts of one request for assignments")
            .register(registry);
  }

  /** Everybody who exists, in the order asked for; fails with a problem unless it is running. */
  Uni<Answer> assign(ExperimentRecord experiment, AssignmentRequest request) {
    sizes.record(request.contacts().size());
    if (request.contacts().size() > settings.maxPerRequest()) {
      throw Problem.tooLarge(
          "At most %d contacts may be assigned at once.".formatted(settings.maxPerRequest()));
    }
    var asked = request.contactIds();
    int account = experiment.id.accountId();
    return transactions.inAccount(
        account,
        connection ->
            lock(connection, experiment)
                .chain(() -> People.today(connection, account, asked))
                .chain(
                    people ->
                        arms(connection, experiment, people)
                            .map(arms -> answer(experiment.design(), asked, people, arms))));
  }

  private static Uni<Void> lock(SqlConnection connection, ExperimentRecord experiment) {
    return connection
        .preparedQuery(LOCK)
        .execute(Tuple.of(experiment.id.accountId(), experiment.id.experimentId()))
        .invoke(
            rows -> {
              var state = ExperimentState.ofCode(rows.iterator().next().getShort(0));
              if (state != ExperimentState.RUNNING) {
                throw Problem.conflict(
                    "The experiment is not running but " + state.id() + "; nobody is assigned.");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Map<UUID, Row>> arms(
      SqlConnection connection, ExperimentRecord experiment, Map<UUID, UUID> people) {
    // In one order, so that two requests for the same people wait for each other and not in a ring.
    var persons = people.values().stream().distinct().sorted().toList();
    return present(connection, experiment, persons)
        .chain(
            present -> {
              var fresh = persons.stream().filter(p -> !present.containsKey(p)).toList();
              return fresh.isEmpty()
                  ? Uni.createFrom().item(present)
                  : draw(connection, experiment, fresh)
                      // Read again: somebody else may have been quicker.
                      .chain(() -> present(connection, experiment, persons));
            });
  }

  private static Uni<Map<UUID, Row>> present(
      SqlConnection connection, ExperimentRecord experiment, List<UUID> persons) {
    return connection
        .preparedQuery(PRESENT)
        .execute(
            Tuple.of(
                experiment.id.accountId(),
                experiment.id.experimentId(),
                persons.toArray(UUID[]::new)))
        .map(Assignments::byPerson);
  }

  private static Map<UUID, Row> byPerson(RowSet<Row> rows) {
    var present = new HashMap<UUID, Row>();
    rows.forEach(row -> present.put(row.getUUID("person"), row));
    return present;
  }

  private Uni<Void> draw(
      SqlConnection connection, ExperimentRecord experiment, List<UUID> persons) {
    var allocation = experiment.allocation();
    return connection
        .preparedQuery(ASSIGN)
        .execute(
            Tuple.of(
                experiment.id.accountId(),
                experiment.id.experimentId(),
                persons.toArray(UUID[]::new),
                persons.stream().map(p -> (short) allocation.arm(p)).toArray(Short[]::new),
                clock.instant().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Answer answer(
      Design design, List<UUID> asked, Map<UUID, UUID> people, Map<UUID, Row> arms) {
    var items = new ArrayList<Assignment>();
    var unknown = new ArrayList<UUID>();
    for (var contact : asked) {
      var person = people.get(contact);
      if (person == null) {
        unknown.add(contact);
        continue;
      }
      var row = arms.get(person);
      int arm = row.getShort("arm");
      items.add(
          new Assignment(
              contact,
              arm == Allocation.HOLD_OUT,
              arm == Allocation.HOLD_OUT ? Optional.empty() : Optional.of(design.nameOf(arm)),
              row.getOffsetDateTime("assigned_at").toInstant()));
    }
    return new Answer(items, unknown);
  }
}
