package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An address somebody may be sent to: http or https, with a host that is allowed, without
 * credentials, and ASCII only, so that nothing in it can end a header line.
 */
record Target(String url) {

  static final int LONGEST = 2000;

  Target {
    requireNonNull(url, "url is null");
  }

  /**
   * Fails with a problem that says what is wrong.
   *
   * @param allowed hosts, {@code *.} before one for all below it; empty: any
   * @param pointer where the address stands in the request
   */
  static Target of(String text, Optional<List<String>> allowed, String pointer) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw Problem.badRequest(pointer, "is no URL");
    }
    var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw Problem.badRequest(pointer, "must begin with https:// or http://");
    }
    if (uri.getRawUserInfo() != null) {
      throw Problem.badRequest(pointer, "must not contain credentials");
    }
    // No host: also what Java knows as a registry of names, which no browser would resolve alike.
    if (uri.getHost() == null) {
      throw Problem.badRequest(pointer, "names no host, or not as plain ASCII (use punycode)");
    }
    var url = uri.toASCIIString();
    if (url.length() > LONGEST) {
      throw Problem.badRequest(pointer, "is longer than %d characters".formatted(LONGEST));
    }
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    if (allowed.isPresent() && allowed.get().stream().noneMatch(entry -> matches(entry, host))) {
      throw Problem.badRequest(pointer, "leads to a host that is not allowed here");
    }
    return new Target(url);
  }

  private static boolean matches(String entry, String host) {
    var pattern = entry.strip().toLowerCase(Locale.ROOT);
    return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
  }
}
