package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.rapport.common.batching.QueueFullException;
import io.rapport.common.problem.Problem;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.WhatsAppSettings;
import io.rapport.ingest.http.BodyReader;
import io.rapport.ingest.http.BytesInFlight;
import io.rapport.ingest.whatsapp.WebhookMetrics.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * {@code /webhooks/whatsapp}: the registration handshake and the webhooks themselves
 * (docs/whatsapp.md). A plain route on the event loop rather than a resource, because the order of
 * checks is part of the contract: signature header, size, signature, and only then does anything
 * look into the body. 200 means committed.
 */
@Startup
@ApplicationScoped
class WebhookEndpoint {

  private static final Logger LOG = Logger.getLogger(WebhookEndpoint.class);

  private final IngestSettings settings;
  private final byte[] verifyToken;
  private final WebhookSignature signature;
  private final WebhookIntake intake;
  private final BytesInFlight bytes;
  private final WebhookMetrics metrics;
  private final ObjectMapper json;
  private final Vertx vertx;

  WebhookEndpoint(
      IngestSettings settings,
      WhatsAppSettings whatsApp,
      WebhookIntake intake,
      BytesInFlight bytes,
      WebhookMetrics metrics,
      ObjectMapper json,
      Vertx vertx) {
    this.settings = requireNonNull(settings, "settings is null");
    this.signature = new WebhookSignature(whatsApp.appSecrets().orElseThrow());
    this.verifyToken = whatsApp.verifyToken().orElseThrow().getBytes(UTF_8);
    this.intake = requireNonNull(intake, "intake is null");
    this.bytes = requireNonNull(bytes, "bytes is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.json = requireNonNull(json, "json is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
  }

  /** Answers the challenge to whoever knows the verify token. Carries no signature. */
  void shakeHands(RoutingContext routing) {
    var query = routing.queryParams();
    var token = query.get("hub.verify_token");
    var challenge = query.get("hub.challenge");
    if (!"subscribe".equals(query.get("hub.mode"))
        || challenge == null
        || token == null
        || !MessageDigest.isEqual(token.getBytes(UTF_8), verifyToken)) {
      problem(
          routing.response(),
          Problem.forbidden("This is not the handshake with our verify token.").problem());
      return;
    }
    routing
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(challenge);
  }

  /** Takes a webhook in. */
  void receive(RoutingContext routing) {
    var request = routing.request();
    var header = request.getHeader(WebhookSignature.HEADER);
    if (header == null) {
      unauthorized(routing.response(), "The header " + WebhookSignature.HEADER + " is missing.");
      return;
    }
    var share = bytes.share();
    // Whoever goes away before the body is complete leaves nothing behind.
    request.exceptionHandler(gone -> share.release());
    new BodyReader(settings.maxBodySize().asLongValue(), settings.bodyTimeout(), share, vertx)
        .read(request, new Receiving(routing, header, share));
  }

  /** What becomes of the body of one webhook. */
  private final class Receiving implements BodyReader.Listener {

    private final RoutingContext routing;
    private final String header;
    private final BytesInFlight.Share share;

    Receiving(RoutingContext routing, String header, BytesInFlight.Share share) {
      this.routing = routing;
      this.header = header;
      this.share = share;
    }

    @Override
    public void complete(byte[] body) {
      accept(routing, header, body, share);
    }

    @Override
    public void tooLarge() {
      metrics.webhook(Outcome.TOO_LARGE);
      problem(
          routing.response(),
          Problem.tooLarge("The body is larger than a webhook can be.").problem());
    }

    @Override
    public void noRoom() {
      overloaded(routing.response());
    }

    @Override
    public void late() {
      metrics.webhook(Outcome.LATE);
      problem(
          routing.response(),
          Problem.of(408, "request-timeout", "Too slow", "The body did not come in time."));
    }
  }

  private void accept(
      RoutingContext routing, String header, byte[] body, BytesInFlight.Share share) {
    if (!signature.valid(header, body)) {
      share.release();
      unauthorized(routing.response(), "The signature does not fit the body.");
      return;
    }
    if (intake.crowded()) {
      share.release();
      overloaded(routing.response());
      return;
    }
    Context context = vertx.getOrCreateContext();
    CompletionStage<Void> kept;
    try {
      kept = intake.accept(body);
    } catch (RuntimeException e) {
      share.release();
      LOG.error("a webhook could not be taken apart", e);
      refuse(routing.response(), e);
      return;
    }
    // Not before: while it waits for the database it is in memory, whoever still wants an answer.
    kept.whenComplete((ignored, failure) -> share.release());
    kept.whenComplete(
        (ignored, failure) ->
            context.runOnContext(
                v -> {
                  if (failure == null) {
                    metrics.webhook(Outcome.ACCEPTED);
                    routing.response().setStatusCode(200).end();
                  } else {
                    refuse(routing.response(), failure);
                  }
                }));
  }

  private void unauthorized(HttpServerResponse response, String detail) {
    metrics.webhook(Outcome.UNAUTHORIZED);
    problem(response, Problem.unauthorized(detail).problem());
  }

  /** Not acknowledged, so it will be delivered again. */
  private void refuse(HttpServerResponse response, Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof QueueFullException) {
      overloaded(response);
      return;
    }
    metrics.webhook(Outcome.FAILED);
    // Why has been logged where it was known, by the store once for the whole batch.
    LOG.debug("a webhook was not stored and will be delivered again", cause);
    unavailable(response);
  }

  private void overloaded(HttpServerResponse response) {
    metrics.webhook(Outcome.OVERLOADED);
    unavailable(response);
  }

  private void unavailable(HttpServerResponse response) {
    response.putHeader(
        HttpHeaders.RETRY_AFTER, Long.toString(settings.queue().retryAfter().toSeconds()));
    problem(
        response,
        Problem.of(
            503, "unavailable", "Not now", "Nothing was acknowledged; deliver it again later."));
  }

  private void problem(HttpServerResponse response, Problem problem) {
    byte[] body;
    try {
      body = json.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a problem could not be written", e);
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(Buffer.buffer(body));
  }
}
