package io.rapport.common.problem;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of an operation leaves as {@code application/problem+json}, whatever threw it. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int RETRY_AFTER_SECONDS = 5;
  private static final int UNAVAILABLE = 503;

  /** Of causes; a chain may run in a circle. */
  private static final int LONGEST_CHAIN = 20;

  @ServerExceptionMapper
  public Response problem(ProblemException e) {
    return e.problem().status() == UNAVAILABLE
        ? Response.fromResponse(respond(e.problem()))
            .header("Retry-After", RETRY_AFTER_SECONDS)
            .build()
        : respond(e.problem());
  }

  @ServerExceptionMapper(value = UnauthorizedException.class, priority = 1)
  public Response unauthorized(UnauthorizedException e) {
    return unauthenticated("Bearer");
  }

  @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = 1)
  public Response authenticationFailed(AuthenticationFailedException e) {
    if (isIdentityProviderAway(e)) {
      LOG.warn("a token could not be checked: the identity provider's keys cannot be read", e);
      return Response.fromResponse(
              respond(
                  Problem.of(
                      503,
                      "identity-provider-unavailable",
                      "Tokens cannot be checked now",
                      "The identity provider does not answer; try again later.")))
          .header("Retry-After", RETRY_AFTER_SECONDS)
          .build();
    }
    return unauthenticated("Bearer error=\"invalid_token\"");
  }

  @ServerExceptionMapper(value = ForbiddenException.class, priority = 1)
  public Response forbidden(ForbiddenException e) {
    return respond(
        Problem.forbidden("Your roles do not include one that this operation asks for.").problem());
  }

  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException e) {
    if (e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurs)) {
      return unexpected(e);
    }
    var faults =
        e.getConstraintViolations().stream()
            .map(v -> new Problem.Fault(pointer(v.getPropertyPath()), v.getMessage()))
            .sorted(Comparator.comparing(Problem.Fault::pointer))
            .toList();
    return respond(
        badRequest(
                400,
                faults.stream()
                    .map(fault -> fault.pointer() + ": " + fault.detail())
                    .findFirst()
                    .orElse("Invalid input."))
            .with(faults));
  }

  /** Quarkus has a mapper of its own for these, which says nothing. */
  @ServerExceptionMapper(value = MismatchedInputException.class, priority = 1)
  public Response mismatched(MismatchedInputException e) {
    var pointer =
        e.getPath().stream()
            .map(
                step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
            .collect(joining());
    if (pointer.isEmpty()) {
      return malformed(e);
    }
    var detail =
        e instanceof UnrecognizedPropertyException unknown
            ? "is not known here; known are " + known(unknown)
            : "is not the JSON expected here";
    return respond(Problem.badRequest(pointer, detail).problem());
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(joining(", "));
  }

  @ServerExceptionMapper(value = JsonProcessingException.class, priority = 1)
  public Response malformed(JsonProcessingException e) {
    var at = e.getLocation();
    var place = at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return respond(badRequest(400, "The body is not the JSON expected here" + place + "."));
  }

  /** Bytes that are no text in any encoding of JSON. */
  @ServerExceptionMapper(value = CharConversionException.class, priority = 1)
  public Response unreadable(CharConversionException e) {
    return respond(badRequest(400, "The body is not JSON in UTF-8."));
  }

  @ServerExceptionMapper
  public Response http(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (e.getCause() instanceof MismatchedInputException cause) {
      return mismatched(cause);
    }
    if (e.getCause() instanceof JsonProcessingException cause) {
      return malformed(cause);
    }
    if (status == 404 && e.getCause() instanceof IllegalArgumentException) {
      // JAX-RS calls a parameter that cannot be converted "not found".
      return respond(badRequest(400, "A parameter of the request cannot be read."));
    }
    return switch (status) {
      case 404 -> respond(Problem.notFound("There is nothing at this address.").problem());
      case 405 ->
          respond(
              Problem.of(
                  405, "method-not-allowed", "The method is not allowed", "Use another method."));
      case 406 ->
          respond(
              Problem.of(
                  406, "not-acceptable", "No representation fits", "Accept application/json."));
      case 413 -> respond(Problem.tooLarge("The body is larger than allowed.").problem());
      case 415 ->
          respond(
              Problem.of(
                  415,
                  "unsupported-media-type",
                  "The media type is not supported",
                  "Send a media type that the operation takes."));
      default -> status >= 500 ? unexpected(e) : respond(badRequest(status, "Invalid request."));
    };
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    if (isClientGone(e)) {
      LOG.debug("the client went away before its request was read", e);
      return respond(badRequest(400, "The body ended before it was complete."));
    }
    LOG.error("request failed", e);
    return respond(
        Problem.of(
            500, "internal", "Something went wrong", "The fault is ours; it has been logged."));
  }

  private static Response unauthenticated(String challenge) {
    return Response.fromResponse(
            respond(
                Problem.unauthorized("Send a valid bearer token in the Authorization header.")
                    .problem()))
        .header("WWW-Authenticate", challenge)
        .build();
  }

  /**
   * Whether the connection ended while the body was being read, which the HTTP server tells by an
   * exception within those of its stream. Connections to others that end are no such streams.
   */
  private static boolean isClientGone(Throwable failure) {
    return failure instanceof IOException
        && failure.getCause() instanceof IOException stream
        && (stream instanceof SocketException
            || stream.getCause() instanceof HttpClosedException
            || stream.getCause() instanceof SocketException);
  }

  /** The signing keys are fetched when the first token comes, and again when a new key appears. */
  private static boolean isIdentityProviderAway(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .anyMatch(
            cause ->
                cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof OIDCException);
  }

  /** What a method returned is not the caller's fault. */
  private static boolean isOurs(ConstraintViolation<?> violation) {
    return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
        .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
  }

  /** The name of a parameter, or a JSON pointer into the body. */
  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    var parameter = "";
    for (var node : path) {
      switch (node.getKind()) {
        case PARAMETER -> parameter = node.getName();
        case PROPERTY, CONTAINER_ELEMENT, BEAN -> {
          if (node.getIndex() != null) {
            pointer.append('/').append(node.getIndex());
          }
          if (node.getKind() == ElementKind.PROPERTY) {
            pointer.append('/').append(node.getName());
          }
        }
        case METHOD, CONSTRUCTOR, CROSS_PARAMETER, RETURN_VALUE -> {}
      }
    }
    return pointer.isEmpty() ? parameter : pointer.toString();
  }

  private static Problem badRequest(int status, String detail) {
    return Problem.of(status, "bad-request", "The request cannot be understood", detail);
  }

  private static Response respond(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
