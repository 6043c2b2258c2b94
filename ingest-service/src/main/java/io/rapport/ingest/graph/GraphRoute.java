package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where clients of the Graph API come. A plain route: answers are Meta's, byte for byte. */
@ApplicationScoped
class GraphRoute {

  private final GraphProxy proxy;

  GraphRoute(GraphProxy proxy) {
    this.proxy = requireNonNull(proxy, "proxy is null");
  }

  void install(@Observes Router router) {
    router.route(GraphPath.PREFIX + "/*").handler(proxy::handle);
  }
}
