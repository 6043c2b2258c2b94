package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where links are followed. A plain route: people get pages, not problem documents. */
@ApplicationScoped
class RedirectRoute {

  private static final String CODE = LinkUrls.PATH + ":code";

  private final Redirects redirects;

  RedirectRoute(Redirects redirects) {
    this.redirects = requireNonNull(redirects, "redirects is null");
  }

  void install(@Observes Router router) {
    for (var path : new String[] {CODE, CODE + "/:token"}) {
      router.route(HttpMethod.GET, path).handler(redirects::follow);
      router.route(HttpMethod.HEAD, path).handler(redirects::follow);
    }
  }
}
