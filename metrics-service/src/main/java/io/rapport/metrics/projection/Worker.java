package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does the work that is due, account by account, and what has to be done when it fails. Has no
 * state between two rounds; safe for use by several threads.
 */
@ApplicationScoped
class Worker {

  private static final Logger LOG = Logger.getLogger(Worker.class);

  /** So that an account with a long backlog does not keep the others waiting. */
  private static final int BATCHES_IN_A_ROW = 4;

  private static final int ATTEMPTS = 5;

  private final WorkTransactions transactions;
  private final Projector projector;
  private final Rebuild rebuild;
  private final ProjectionMetrics metrics;
  private final Clock clock;

  Worker(
      WorkTransactions transactions,
      Projector projector,
      Rebuild rebuild,
      ProjectionMetrics metrics,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.projector = requireNonNull(projector, "projector is null");
    this.rebuild = requireNonNull(rebuild, "rebuild is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Goes once through all accounts with due work. An account that fails keeps none of the others
   * waiting; its failure is thrown when all have had their turn.
   *
   * @return whether there was anything to do
   */
  boolean round() {
    var now = clock.instant();
    var backlog = transactions.inAllAccounts(statements -> Backlog.read(statements, now));
    metrics.backlog(backlog, now);
    boolean worked = false;
    RuntimeException failure = null;
    for (int accountId : backlog.accounts()) {
      try {
        worked |= account(accountId);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return worked;
  }

  private boolean account(int accountId) {
    projector.gather(accountId);
    for (int done = 0; done < BATCHES_IN_A_ROW; done++) {
      switch (batch(accountId)) {
        case NONE -> {
          return done > 0;
        }
        // Whoever has news, in this account or another, goes first.
        case REBUILD -> {
          return true;
        }
        case DUE -> {
          // And the next.
        }
      }
    }
    return true;
  }

  private Batch.Kind batch(int accountId) {
    try {
      return done(accountId, retrying(() -> projector.projectDue(accountId)));
    } catch (BatchFailure failure) {
      if (Fault.of(failure) != Fault.REFUSED) {
        throw failure;
      }
      LOG.warnf(failure, "%d contacts are projected one by one", failure.contacts().size());
      failure.contacts().forEach(contact -> alone(accountId, contact));
      return Batch.Kind.DUE;
    }
  }

  /** One that Postgres refuses is put off; the others succeed. */
  private void alone(int accountId, UUID contactId) {
    try {
      done(accountId, retrying(() -> projector.projectAlone(accountId, contactId)));
    } catch (BatchFailure failure) {
      if (Fault.of(failure) != Fault.REFUSED) {
        throw failure;
      }
      LOG.errorf(failure, "contact %s cannot be projected and is postponed", contactId);
      projector.postpone(accountId, contactId, failure);
      metrics.postponed();
    }
  }

  private Batch.Kind done(int accountId, Batch batch) {
    return switch (batch.readiness()) {
      case REBUILD -> {
        untilDone(() -> rebuild.begin(accountId));
        yield Batch.Kind.REBUILD;
      }
      case REBUILT -> {
        if (untilDone(() -> rebuild.finish(accountId))) {
          metrics.rebuilt();
        }
        yield Batch.Kind.REBUILD;
      }
      case READY, SUPERSEDED -> batch.kind();
    };
  }

  private Batch retrying(Supplier<Batch> transaction) {
    return untilDone(
        () -> {
          long begin = System.nanoTime();
          var batch = transaction.get();
          if (batch.worked()) {
            metrics.projected(batch, Duration.ofNanos(System.nanoTime() - begin));
          }
          return batch;
        });
  }

  /** Who loses against another transaction tries again, some times. */
  private <T> T untilDone(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException failure) {
        var fault = Fault.of(failure);
        metrics.failed(fault);
        if (fault != Fault.CONFLICT || attempt == ATTEMPTS) {
          throw failure;
        }
      }
    }
  }
}
