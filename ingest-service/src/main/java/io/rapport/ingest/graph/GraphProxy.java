package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.rapport.common.graph.GraphErrorPolicy;
import io.rapport.ingest.graph.GraphPath.Endpoint;
import io.rapport.ingest.graph.ProxyMetrics.Result;
import io.rapport.ingest.http.BodyReader;
import io.rapport.ingest.http.BytesInFlight;
import io.rapport.ingest.identity.Identity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * {@code /graph/{version}/...}: passes requests on to the Graph API and its answers back, and
 * remembers which messages it accepted (docs/proxy.md). The caller's token is neither looked at nor
 * kept. Thread-safe.
 */
@ApplicationScoped
class GraphProxy {

  private static final Logger LOG = Logger.getLogger(GraphProxy.class);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final String BUSY = "Too many requests are under way";

  private final ProxySettings settings;
  private final Upstream upstream;
  private final Gates gates;
  private final Registrations registrations;
  private final BytesInFlight bytes;
  private final ProxyMetrics metrics;
  private final Clock clock;
  private final Vertx vertx;
  private final AtomicInteger inFlight = new AtomicInteger();

  GraphProxy(
      ProxySettings settings,
      Upstream upstream,
      Gates gates,
      Registrations registrations,
      BytesInFlight bytes,
      ProxyMetrics metrics,
      Clock clock,
      Vertx vertx) {
    this.settings = requireNonNull(settings, "settings is null");
    this.upstream = requireNonNull(upstream, "upstream is null");
    this.gates = requireNonNull(gates, "gates is null");
    this.registrations = requireNonNull(registrations, "registrations is null");
    this.bytes = requireNonNull(bytes, "bytes is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
    metrics.inFlight(inFlight, settings.maxConcurrent());
  }

  void handle(RoutingContext routing) {
    var path = GraphPath.of(routing.request().path());
    if (path.isEmpty()) {
      MetaError.notFound().send(routing.response());
    } else if (inFlight.incrementAndGet() > settings.maxConcurrent()) {
      inFlight.decrementAndGet();
      refuse(routing, path.get(), Result.OVERLOADED, MetaError.notSent(BUSY, LATER));
    } else {
      routing.addEndHandler(ended -> inFlight.decrementAndGet());
      begin(routing, path.get());
    }
  }

  private void begin(RoutingContext routing, GraphPath path) {
    var request = routing.request();
    if (path.sender().isEmpty() || !request.method().equals(HttpMethod.POST)) {
      pass(routing, path);
      return;
    }
    long most = settings.maxMessageSize().asLongValue();
    var share = bytes.share();
    routing.addEndHandler(ended -> share.release());
    new BodyReader(most, settings.messageTimeout(), share, vertx)
        .read(
            request,
            new BodyReader.Listener() {
              @Override
              public void complete(byte[] body) {
                accept(routing, path, body);
              }

              @Override
              public void tooLarge() {
                refuse(routing, path, Result.REFUSED, MetaError.tooLarge(most));
              }

              @Override
              public void noRoom() {
                refuse(routing, path, Result.OVERLOADED, MetaError.notSent(BUSY, LATER));
              }

              @Override
              public void late() {
                refuse(routing, path, Result.REFUSED, MetaError.notSent("Too slow", LATER));
              }
            });
  }

  /** Whatever is no message: on its way while it comes. */
  private void pass(RoutingContext routing, GraphPath path) {
    var request = routing.request();
    long begun = System.nanoTime();
    passOn(request, path)
        .onSuccess(
            response -> {
              metrics.request(path.endpoint(), Result.ANSWERED);
              metrics.answered(path.endpoint(), Duration.ofNanos(System.nanoTime() - begun));
              answer(routing, response);
              response
                  .pipeTo(routing.response())
                  .onFailure(
                      failure -> {
                        LOG.debug("an answer broke off", failure);
                        routing.response().reset();
                      });
            })
        .onFailure(
            failure -> {
              failed(routing, path, failure);
              // What is still coming is read by nobody else.
              request.resume();
            });
  }

  private Future<HttpClientResponse> passOn(HttpServerRequest request, GraphPath path) {
    var target = target(request, path);
    var headers = headers(request);
    if (mayHaveBody(request)) {
      // Held back until there is a connection to pass it on to.
      return upstream.send(request.method(), target, headers, request, request.response()::closed);
    }
    request.resume();
    return upstream.send(request.method(), target, headers, Buffer.buffer());
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    // HTTP/2 need not announce one.
    return request.version() == HttpVersion.HTTP_2
        ? !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)
        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
  }

  private void accept(RoutingContext routing, GraphPath path, byte[] body) {
    Tags tags;
    try {
      tags = Tags.of(routing.request().headers());
    } catch (IllegalArgumentException e) {
      refuse(routing, path, Result.REFUSED, MetaError.badRequest(e.getMessage()));
      return;
    }
    var sender = path.sender().orElseThrow();
    boolean marketing = path.endpoint() == Endpoint.MARKETING_MESSAGES;
    Optional<Outgoing> message;
    try {
      message = Outgoing.read(sender, marketing, body, tags);
    } catch (IOException unreadable) {
      // Nobody could be asked whether it may be sent.
      refuse(routing, path, Result.REFUSED, MetaError.badRequest("The body is no JSON object"));
      return;
    }
    if (message.isEmpty()) {
      forward(routing, path, body, Optional.empty());
      return;
    }
    Context context = vertx.getOrCreateContext();
    gates
        .ask(message.get())
        .subscribe()
        .with(
            refusal ->
                context.runOnContext(
                    v ->
                        refusal.ifPresentOrElse(
                            refused -> refuse(routing, path, Result.REFUSED, refused.error()),
                            () -> forward(routing, path, body, message))));
  }

  private void forward(
      RoutingContext routing, GraphPath path, byte[] body, Optional<Outgoing> message) {
    var request = routing.request();
    long begun = System.nanoTime();
    upstream
        .send(HttpMethod.POST, target(request, path), headers(request), Buffer.buffer(body))
        .compose(response -> response.body().map(bytes -> new Answer(response, bytes)))
        .onSuccess(
            answer -> {
              metrics.request(path.endpoint(), Result.ANSWERED);
              metrics.answered(path.endpoint(), Duration.ofNanos(System.nanoTime() - begun));
              answer(routing, answer.response());
              routing.response().end(answer.bytes());
              message.ifPresent(sent -> remember(sent, answer));
            })
        .onFailure(failure -> failed(routing, path, failure));
  }

  private record Answer(HttpClientResponse response, Buffer bytes) {}

  private static void answer(RoutingContext routing, HttpClientResponse from) {
    var response = routing.response();
    response.setStatusCode(from.statusCode()).setStatusMessage(from.statusMessage());
    Headers.copyResponse(from.headers(), response.headers());
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
  }

  /** After the caller has its answer. */
  private void remember(Outgoing message, Answer answer) {
    var encoding = Optional.ofNullable(answer.response().getHeader(HttpHeaders.CONTENT_ENCODING));
    Accepted accepted;
    try {
      accepted =
          Accepted.read(
              encoding.map(word -> word.strip().toLowerCase(Locale.ROOT)),
              answer.bytes().getBytes());
    } catch (IOException unreadable) {
      metrics.lost("unreadable-answer", 1);
      LOG.warn("an answer of the Graph API cannot be read, its message is not registered");
      return;
    }
    int status = answer.response().statusCode();
    accepted.error().ifPresent(code -> metrics.error(GraphErrorPolicy.of(code, status)));
    // Meta's names are the better ones: a number may be written in several ways.
    List<Identity> recipients =
        message.group() || accepted.recipients().isEmpty()
            ? message.recipients()
            : accepted.recipients();
    if (recipients.isEmpty() && !accepted.wamids().isEmpty()) {
      metrics.lost("no-recipient", accepted.wamids().size());
      return;
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (var wamid : accepted.wamids()) {
      registrations.add(new Registrations.Sent(message, wamid, recipients, now));
    }
  }

  private void failed(RoutingContext routing, GraphPath path, Throwable failure) {
    LOG.debug("the Graph API did not answer", failure);
    if (Upstream.unsent(failure)) {
      refuse(
          routing,
          path,
          Result.UNREACHABLE,
          MetaError.notSent("The Graph API cannot be reached", LATER));
    } else {
      refuse(
          routing,
          path,
          Result.UNKNOWN,
          MetaError.unknown("The Graph API did not answer in time, or broke off"));
    }
  }

  private void refuse(RoutingContext routing, GraphPath path, Result result, MetaError error) {
    metrics.request(path.endpoint(), result);
    if (routing.response().headWritten()) {
      routing.response().reset();
    } else if (!routing.response().closed()) {
      error.send(routing.response());
    }
  }

  private static String target(HttpServerRequest request, GraphPath path) {
    return request.query() == null ? path.upstream() : path.upstream() + "?" + request.query();
  }

  private static MultiMap headers(HttpServerRequest request) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    Headers.copyRequest(request.headers(), headers);
    // What is answered has to be read here, too.
    var encodings = headers.get(HttpHeaders.ACCEPT_ENCODING);
    if (encodings != null) {
      headers.set(HttpHeaders.ACCEPT_ENCODING, encodings.contains("gzip") ? "gzip" : "identity");
    }
    return headers;
  }
}
