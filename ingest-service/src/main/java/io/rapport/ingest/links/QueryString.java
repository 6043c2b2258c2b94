package io.rapport.ingest.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds parameters to an address, whose own query and fragment stay as they are. */
final class QueryString {

  private QueryString() {}

  /**
   * The address with the parameters it does not have yet; what it says itself counts.
   *
   * @param url without white space, as {@link Target} lets it in
   */
  static String with(String url, Map<String, String> parameters) {
    int hash = url.indexOf('#');
    var fragment = hash < 0 ? "" : url.substring(hash);
    var address = hash < 0 ? url : url.substring(0, hash);
    int mark = address.indexOf('?');
    var query = mark < 0 ? "" : address.substring(mark + 1);
    var present = names(query);
    var added =
        parameters.entrySet().stream()
            .filter(parameter -> !present.contains(parameter.getKey()))
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    if (added.isEmpty()) {
      return url;
    }
    var separator = mark < 0 ? "?" : query.isEmpty() || query.endsWith("&") ? "" : "&";
    return address + separator + added + fragment;
  }

  /** For a query: a space is {@code %20}, which everybody understands. */
  static String encode(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  private static Set<String> names(String query) {
    return Stream.of(query.split("&", -1))
        .map(parameter -> parameter.split("=", 2)[0])
        .map(QueryString::decoded)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name;
    }
  }
}
