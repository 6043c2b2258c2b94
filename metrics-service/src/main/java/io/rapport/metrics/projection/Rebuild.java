package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.ProjectionState.Readiness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Projects everything of an account again, aside, while what is there goes on being read and kept
 * current; then puts the new rows in place of the old ones, in one transaction. Whoever asks only
 * leaves a request: a worker carries it out, another one if this process dies.
 */
@ApplicationScoped
class Rebuild {

  private static final Logger LOG = Logger.getLogger(Rebuild.class);

  private final WorkTransactions transactions;
  private final ProjectionConfig config;
  private final Clock clock;

  Rebuild(WorkTransactions transactions, ProjectionConfig config, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.config = requireNonNull(config, "config is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Makes every contact due. Waits until no worker is busy with the account.
   *
   * @return false where another one did it meanwhile
   */
  boolean begin(int accountId) {
    return transactions.inAccount(
        accountId,
        config.rebuildStatementTimeout(),
        statements -> {
          var state = ProjectionState.holdAlone(statements, accountId);
          if (state.readiness() != Readiness.REBUILD) {
            return false;
          }
          for (var table : DerivedTable.values()) {
            table.clearAside(statements, accountId);
          }
          RebuildWork.clear(statements, accountId);
          long contacts = RebuildWork.all(statements, accountId);
          int settings = ChosenSettings.newest(statements, accountId);
          ProjectionState.rebuilding(statements, accountId, settings, contacts);
          LOG.infof("account %d is projected again: %d contacts", accountId, contacts);
          return true;
        });
  }

  /**
   * Puts what was made in its place; until this has happened, everybody reads what was there.
   *
   * @return false where there is something to do first, or another one did it meanwhile
   */
  boolean finish(int accountId) {
    return transactions.inAccount(
        accountId,
        config.rebuildStatementTimeout(),
        statements -> {
          var state = ProjectionState.holdAlone(statements, accountId);
          if (state.readiness() != Readiness.READY
              || state.aside().isEmpty()
              || !RebuildWork.none(statements, accountId)) {
            return false;
          }
          // Nobody has counted yet how many rows lie aside, and row by row this would take forever.
          statements.run("SET LOCAL enable_nestloop = off");
          for (var table : DerivedTable.values()) {
            table.takeOver(statements, accountId);
          }
          ProjectionState.rebuilt(statements, accountId, clock.instant());
          LOG.infof("account %d is read as it was projected again", accountId);
          return true;
        });
  }
}
