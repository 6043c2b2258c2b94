package io.rapport.ingest.imports;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Work that takes too long for an event loop. */
final class Blocking {

  private Blocking() {}

  /** Done on a worker thread; whoever waits goes on where they were. */
  static <T> Uni<T> call(Vertx vertx, Callable<T> work) {
    return Uni.createFrom()
        .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
  }
}
