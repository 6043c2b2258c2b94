package io.rapport.ingest.links;

import jakarta.enterprise.context.ApplicationScoped;

/** The addresses customers see. */
@ApplicationScoped
class LinkUrls {

  static final String PATH = "/l/";

  private final String base;

  LinkUrls(LinkSettings settings) {
    var url = settings.publicUrl().toString();
    this.base = (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + PATH;
  }

  /** What to print, send and post. */
  String of(LinkCode code) {
    return base + code.text();
  }

  /** One recipient's. */
  String of(LinkCode code, String token) {
    return base + suffix(code, token);
  }

  /** What a template whose button ends with a variable after the path is given. */
  static String suffix(LinkCode code, String token) {
    return code.text() + "/" + token;
  }
}
