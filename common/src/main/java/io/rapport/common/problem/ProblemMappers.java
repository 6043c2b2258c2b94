package io.rapport.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error leaves as {@code application/problem+json}, whatever threw it. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response problem(ProblemException e) {
    return respond(e.problem());
  }

  @ServerExceptionMapper(value = UnauthorizedException.class, priority = 1)
  public Response unauthorized(UnauthorizedException e) {
    return unauthenticated();
  }

  @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = 1)
  public Response authenticationFailed(AuthenticationFailedException e) {
    return unauthenticated();
  }

  @ServerExceptionMapper(value = ForbiddenException.class, priority = 1)
  public Response forbidden(ForbiddenException e) {
    return respond(
        Problem.forbidden("Your roles do not include one that this operation asks for.").problem());
  }

  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException e) {
    var faults =
        e.getConstraintViolations().stream()
            .map(v -> new Problem.Fault(pointer(v.getPropertyPath().toString()), v.getMessage()))
            .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
            .toList();
    return respond(
        new Problem(
            Problem.badRequest("", "").problem().type(),
            "The request cannot be understood",
            400,
            faults.isEmpty()
                ? "Invalid input."
                : faults.getFirst().pointer() + ": " + faults.getFirst().detail(),
            faults));
  }

  @ServerExceptionMapper(value = JsonProcessingException.class, priority = 1)
  public Response malformed(JsonProcessingException e) {
    var at = e.getLocation();
    return respond(
        Problem.badRequest(
                "",
                at == null
                    ? "The body is not the JSON expected here."
                    : "The body is not the JSON expected here, at line "
                        + at.getLineNr()
                        + ", column "
                        + at.getColumnNr()
                        + ".")
            .problem());
  }

  @ServerExceptionMapper
  public Response http(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (e.getCause() instanceof JsonProcessingException cause) {
      return malformed(cause);
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
                  "Send application/json."));
      default ->
          status >= 500
              ? unexpected(e)
              : respond(
                  Problem.of(
                      status,
                      "bad-request",
                      "The request cannot be understood",
                      "Invalid request."));
    };
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    LOG.error("request failed", e);
    return respond(
        Problem.of(
            500, "internal", "Something went wrong", "The fault is ours; it has been logged."));
  }

  private static Response unauthenticated() {
    return Response.fromResponse(
            respond(
                Problem.unauthorized("Send a valid bearer token in the Authorization header.")
                    .problem()))
        .header("WWW-Authenticate", "Bearer")
        .build();
  }

  private static String pointer(String path) {
    return "/" + String.join("/", List.of(path.split("\\.")));
  }

  private static Response respond(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
