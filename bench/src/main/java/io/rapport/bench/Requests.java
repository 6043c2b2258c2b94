package io.rapport.bench;

import io.vertx.core.buffer.Buffer;

/** Makes complete HTTP requests, one after the other, for one connection. Not thread-safe. */
interface Requests {

  Buffer next();
}
