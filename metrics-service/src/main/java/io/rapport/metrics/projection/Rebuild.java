package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.ProjectionState.Readiness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Empties the derived rows of an account and makes every contact due, so that the workers project
 * everything again; the result is identical. Whoever asks only leaves a request: a worker carries
 * it out, another one if this process dies.
 */
@ApplicationScoped
class Rebuild {

  private static final Logger LOG = Logger.getLogger(Rebuild.class);

  private static final List<String> DERIVED =
      List.of(
          "message",
          "episode",
          "turn",
          "conversion",
          "flow_run",
          "flow_step",
          "bot_input",
          "cart",
          "invitation",
          "message_cube",
          "turn_cube",
          "latency_cube",
          "message_day",
          "turn_day",
          "latency_day",
          "contact_day",
          "contact_cube",
          "timeline");

  private final WorkTransactions transactions;
  private final ContactWork work;
  private final ProjectionConfig config;
  private final Clock clock;

  Rebuild(WorkTransactions transactions, ContactWork work, ProjectionConfig config, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.work = requireNonNull(work, "work is null");
    this.config = requireNonNull(config, "config is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Waits until no worker is busy with the account; false where another one did it meanwhile. */
  boolean run(int accountId) {
    var now = clock.instant();
    return transactions.inAccount(
        accountId,
        config.rebuildStatementTimeout(),
        statements -> {
          if (ProjectionState.holdAlone(statements, accountId) != Readiness.REBUILD) {
            return false;
          }
          for (var table : DERIVED) {
            statements.run("DELETE FROM " + table + " WHERE account_id = $1", accountId);
          }
          long contacts = work.scheduleAll(statements, accountId, now);
          ProjectionState.rebuilt(statements, accountId, contacts, now);
          LOG.infof("account %d is projected again: %d contacts", accountId, contacts);
          return true;
        });
  }
}
