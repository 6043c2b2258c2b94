package io.rapport.ingest.store;

import io.rapport.common.batching.QueueFullException;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** What is answered when nothing but time is lacking: too much waits, or the database is away. */
public final class Unavailable {

  private static final Logger LOG = Logger.getLogger(Unavailable.class);

  private Unavailable() {}

  /** A 503 for a failure that passes; any other failure as it is. */
  public static Throwable orFault(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (!passes(cause)) {
      return failure;
    }
    LOG.debug("a request is answered 503", cause);
    return new ProblemException(
        Problem.of(
            503,
            "unavailable",
            "Not now",
            "Too much waits already, or the database is away; send it again later."));
  }

  private static boolean passes(Throwable failure) {
    return failure instanceof QueueFullException
        || failure instanceof TimeoutException
        || failure instanceof IOException
        || failure instanceof VertxException
        || (failure instanceof PgException && Failures.passing(failure));
  }
}
