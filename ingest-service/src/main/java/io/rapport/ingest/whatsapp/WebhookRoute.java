package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where the webhooks arrive. */
@ApplicationScoped
class WebhookRoute {

  private static final String PATH = "/webhooks/whatsapp";

  private final WebhookEndpoint endpoint;

  WebhookRoute(WebhookEndpoint endpoint) {
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
  }

  void install(@Observes Router router) {
    router.get(PATH).handler(endpoint::shakeHands);
    router.post(PATH).handler(endpoint::receive);
  }
}
