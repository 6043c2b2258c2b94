package io.rapport.launcher.console;

/** Something the user can put right. Its message is all that is shown: no stack trace. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
