package io.rapport.common.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;

/**
 * An error as RFC 9457 shapes it.
 *
 * @param type stable and documented: {@code https://rapport.io/problems/<slug>}
 * @param status the HTTP status code
 * @param detail what went wrong here and what to do; carries no internals and no personal data
 * @param errors the single faults of an input, empty where there is only one
 */
@RegisterForReflection // mappers answer with it, which no build step can see
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, List<Fault> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "https://rapport.io/problems/";

  /**
   * One fault of an input.
   *
   * @param pointer JSON pointer (RFC 6901) into the body, or the name of the parameter
   */
  @RegisterForReflection
  public record Fault(String pointer, String detail) {}

  public Problem {
    requireNonNull(type, "type is null");
    requireNonNull(title, "title is null");
    requireNonNull(detail, "detail is null");
    errors = List.copyOf(errors);
  }

  /** A problem of a type that is named by the last part of its URI. */
  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(URI.create(TYPES + slug), title, status, detail, List.of());
  }

  /** The same with the single faults of an input. */
  public Problem with(List<Fault> faults) {
    return new Problem(type, title, status, detail, faults);
  }

  /** The value of one parameter or member cannot be used. */
  public static ProblemException badRequest(String pointer, String detail) {
    return new ProblemException(
        new Problem(
            URI.create(TYPES + "bad-request"),
            "The request cannot be understood",
            400,
            detail,
            List.of(new Fault(pointer, detail))));
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(of(404, "not-found", "There is no such thing", detail));
  }

  public static ProblemException forbidden(String detail) {
    return new ProblemException(of(403, "forbidden", "This is not allowed", detail));
  }

  public static ProblemException unauthorized(String detail) {
    return new ProblemException(
        of(401, "unauthorized", "The request is not authenticated", detail));
  }

  public static ProblemException conflict(String detail) {
    return new ProblemException(of(409, "conflict", "The state does not allow this", detail));
  }

  public static ProblemException tooLarge(String detail) {
    return new ProblemException(of(413, "too-large", "The request is too large", detail));
  }
}
