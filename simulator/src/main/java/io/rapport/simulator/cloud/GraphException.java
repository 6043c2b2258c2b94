package io.rapport.simulator.cloud;

/** An error as the Graph API answers it. */
final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final String details;

  private GraphException(int status, int code, String title, String details) {
    super("(#" + code + ") " + title);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  static GraphException badRequest(String details) {
    return new GraphException(400, 100, "Invalid parameter", details);
  }

  static GraphException unauthorized() {
    return new GraphException(
        401, 190, "Invalid OAuth access token", "Cannot parse or accept the access token");
  }

  static GraphException unknownNumber() {
    return new GraphException(
        400, 33, "Unsupported post request", "No such phone number id, or no permission for it");
  }

  static GraphException refused(int code, String title, String details) {
    return new GraphException(400, code, title, details);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String details() {
    return details;
  }
}
