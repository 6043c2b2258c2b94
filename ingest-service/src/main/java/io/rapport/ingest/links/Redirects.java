package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.links.reference.References;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * {@code /l/{code}} and {@code /l/{code}/{token}}: leads on, and lets the click be written down
 * afterwards. Leads nowhere but where the record says. Thread-safe.
 */
@ApplicationScoped
class Redirects {

  private static final Logger LOG = Logger.getLogger(Redirects.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  private static final List<String> UTM =
      List.of("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term");

  private static final int LONGEST_UTM = 100;

  private final LinkLookup lookup;
  private final ClickLog clicks;
  private final TokenCodec tokens;
  private final References references;
  private final List<String> previews;
  private final Duration referenceValidFor;
  private final Duration visitWrittenWithin;
  private final ClickMetrics metrics;
  private final Vertx vertx;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Somebody at the door. */
  private record Request(
      RoutingContext routing, Visitor visitor, LinkCode code, Optional<Long> token) {}

  Redirects(
      LinkLookup lookup,
      ClickLog clicks,
      Pseudonyms pseudonyms,
      References references,
      LinkSettings settings,
      MeterRegistry registry,
      Vertx vertx,
      Clock clock) {
    this.lookup = requireNonNull(lookup, "lookup is null");
    this.clicks = requireNonNull(clicks, "clicks is null");
    this.tokens = new TokenCodec(pseudonyms);
    this.references = requireNonNull(references, "references is null");
    this.previews =
        settings.previews().stream().map(part -> part.strip().toLowerCase(Locale.ROOT)).toList();
    this.referenceValidFor = settings.chat().referenceValidFor();
    this.visitWrittenWithin = settings.chat().writtenWithin();
    this.metrics = new ClickMetrics(registry);
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  void follow(RoutingContext routing) {
    var code = LinkCode.of(routing.pathParam("code"));
    var token = Optional.ofNullable(routing.pathParam("token"));
    var number = code.flatMap(of -> token.flatMap(text -> tokens.decode(of, text)));
    if (code.isEmpty() || token.isPresent() != number.isPresent()) {
      show(routing, Page.UNKNOWN);
      return;
    }
    var request = new Request(routing, Visitor.of(routing.request(), previews), code.get(), number);
    var context = vertx.getOrCreateContext();
    lookup
        .find(code.get())
        .subscribe()
        .with(
            found -> context.runOnContext(v -> answer(request, found)),
            failure ->
                context.runOnContext(
                    v -> {
                      LOG.debug("a link could not be looked up", failure);
                      routing
                          .response()
                          .putHeader(
                              HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
                      show(routing, Page.UNAVAILABLE);
                    }));
  }

  private void answer(Request request, Optional<KnownLink> found) {
    var now = clock.instant();
    if (found.isEmpty() || !found.get().enabled()) {
      show(request.routing(), Page.UNKNOWN);
    } else if (!now.isBefore(found.get().ended())) {
      found
          .get()
          .fallback()
          .ifPresentOrElse(
              target -> lead(request.routing(), target.url(), "fallback"),
              () -> show(request.routing(), Page.ENDED));
    } else {
      lead(request, found.get(), now);
    }
  }

  private void lead(Request request, KnownLink link, Instant now) {
    boolean looksOnly = request.visitor().looksOnly();
    var outcome = looksOnly ? "preview" : "redirected";
    switch (link.destination()) {
      case Destination.Web web -> {
        lead(request.routing(), web.location(), outcome);
        if (!looksOnly) {
          clicks.add(request.code().accountId(), click(request, link, now));
        }
      }
      case Destination.Chat chat when looksOnly -> lead(request.routing(), chat.preview(), outcome);
      case Destination.Chat chat -> visit(request, link, chat, now);
    }
  }

  /** The message may come at once: who writes in the chat is led there with the visit written. */
  private void visit(Request request, KnownLink link, Destination.Chat chat, Instant now) {
    int accountId = request.code().accountId();
    long reference = References.draw(random);
    var visit =
        new Click.Visit(
            UUID.randomUUID(),
            link.id(),
            now,
            request.visitor().agent(),
            reference,
            now.plus(referenceValidFor),
            utm(request.routing()));
    var location = chat.location(references.encode(accountId, reference));
    var context = vertx.getOrCreateContext();
    Uni.createFrom()
        .completionStage(clicks.add(accountId, visit))
        .ifNoItem()
        .after(visitWrittenWithin)
        .fail()
        .onTermination()
        .invoke(() -> context.runOnContext(v -> lead(request.routing(), location, "redirected")))
        .subscribe()
        .with(
            written -> {},
            failure -> LOG.debug("a visitor was led on before the visit was written", failure));
  }

  private static Click click(Request request, KnownLink link, Instant now) {
    var id = UUID.randomUUID();
    var agent = request.visitor().agent();
    return request
        .token()
        .<Click>map(token -> new Click.ByToken(id, link.id(), now, agent, token))
        .orElseGet(() -> new Click.Anonymous(id, link.id(), now, agent));
  }

  /** Anybody can write anything there: short, and nothing PostgreSQL cannot store. */
  private static JsonObject utm(RoutingContext routing) {
    var utm = new JsonObject();
    for (var name : UTM) {
      var value = routing.queryParams().get(name);
      if (value != null
          && !value.isBlank()
          && value.length() <= LONGEST_UTM
          && value.matches("[^\\p{Cc}\\p{Cs}]+")) {
        utm.put(name.substring("utm_".length()), value);
      }
    }
    return utm;
  }

  private void lead(RoutingContext routing, String location, String outcome) {
    metrics.answered(outcome);
    unstored(routing.response()).setStatusCode(302).putHeader(HttpHeaders.LOCATION, location).end();
  }

  private void show(RoutingContext routing, Page page) {
    metrics.answered(page.name().toLowerCase(Locale.ROOT));
    var language = Optional.ofNullable(routing.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    unstored(routing.response())
        .setStatusCode(page.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", "default-src 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(page.html(language));
  }

  /** Each click is to come here, and no search engine is to list it. */
  private static HttpServerResponse unstored(HttpServerResponse response) {
    return response
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Robots-Tag", "noindex");
  }
}
