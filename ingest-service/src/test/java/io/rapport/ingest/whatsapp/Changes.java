package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the parser makes of one change of a webhook, for tests. */
final class Changes {

  private static final WebhookParser PARSER = new WebhookParser();

  private Changes() {}

  static List<WebhookItem> parse(String change) {
    return PARSER.parse(Payloads.timed("1", Samples.NOW, change).getBytes(UTF_8));
  }

  static <T extends WebhookItem> T one(Class<T> type, String change) {
    var items = parse(change);
    assertThat(items).hasSize(1).allMatch(type::isInstance);
    return type.cast(items.getFirst());
  }

  static List<String> reasons(String change) {
    // Without the time of an entry.
    return PARSER.parse(Payloads.envelope("1", change).getBytes(UTF_8)).stream()
        .map(Changes::reason)
        .toList();
  }

  static String reason(WebhookItem item) {
    return ((WebhookItem.Unreadable) item).reason().id();
  }

  static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
