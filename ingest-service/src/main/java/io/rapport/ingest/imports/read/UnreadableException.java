package io.rapport.ingest.imports.read;

/** A file is not what it is said to be; what is wrong is said without what stands there. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}
