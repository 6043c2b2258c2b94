package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.List;
import java.util.Set;

/** What the parser makes of a body, for tests. */
final class Parsing {

  private static final WebhookParser PARSER = new WebhookParser();

  private Parsing() {}

  static List<WebhookItem> parse(String body) {
    return PARSER.parse(body.getBytes(UTF_8));
  }

  static List<String> reasons(String body) {
    return parse(body).stream().map(item -> ((WebhookItem.Unreadable) item).reason().id()).toList();
  }

  static WebhookItem.Received received(String message) {
    var items = parse(Payloads.body("1", "7", Payloads.messages(message)));
    assertThat(items).hasSize(1);
    return (WebhookItem.Received) items.getFirst();
  }

  static Set<Identity> identities(String message, String contact) {
    var items =
        parse(
            Payloads.body("1", "7", Payloads.contacts(contact) + "," + Payloads.messages(message)));
    return ((WebhookItem.Received) items.getFirst()).identities();
  }

  static WebhookItem.Reported reported(String status) {
    var items = parse(Payloads.body("1", "7", Payloads.statuses(status)));
    assertThat(items).hasSize(1);
    return (WebhookItem.Reported) items.getFirst();
  }

  static String text(String from) {
    return Payloads.text(from, "m1", 1_750_000_000);
  }

  static Identity waId(String value) {
    return new Identity(IdentityKind.WA_ID, value);
  }

  static Identity userId(String value) {
    return new Identity(IdentityKind.USER_ID, value);
  }
}
