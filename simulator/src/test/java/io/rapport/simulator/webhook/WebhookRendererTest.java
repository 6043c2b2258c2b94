package io.rapport.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.simulator.json.Json;
import io.rapport.simulator.json.JsonText;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Chat;
import io.rapport.simulator.world.Content;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookRendererTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Identity BOTH =
      new Identity(Optional.of("4915110000000"), Optional.of("DE.1"), "Ana", Optional.empty());
  private static final Identity HIDDEN =
      new Identity(Optional.empty(), Optional.of("DE.2"), "Zoë", Optional.of("@zoe"));
  private static final String SIGNED_BODY =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":\
      {"messaging_product":"whatsapp","messages":[{"from":"16505551234","id":"wamid.T1","timestamp":\
      "1750000000","type":"text","text":{"body":"caf\\u00e9 \\ud83d\\ude00 a\\u0040b.c https:\\/\\/x.y"}}]}}]}]}""";

  @Test
  void signaturesAreThoseOfMeta() {
    var empty = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    assertThat(Signature.sign("test_app_secret", empty.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756");
    assertThat(Signature.sign("test_app_secret", SIGNED_BODY.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("sha256=b4010743186d9cb89cee0562b049b7462f3dfe778d67b57817f40701900b0370");
  }

  @Test
  void charactersAreEscapedAsMetaDoes() {
    var body =
        Json.object(
            "object",
            "whatsapp_business_account",
            "entry",
            List.of(
                Json.object(
                    "id",
                    "1",
                    "changes",
                    List.of(
                        Json.object(
                            "field",
                            "messages",
                            "value",
                            Json.object(
                                "messaging_product",
                                "whatsapp",
                                "messages",
                                List.of(
                                    Json.object(
                                        "from", "16505551234",
                                        "id", "wamid.T1",
                                        "timestamp", "1750000000",
                                        "type", "text",
                                        "text",
                                            Json.object(
                                                "body", "café 😀 a@b.c https://x.y")))))))));
    assertThat(JsonText.write(body, JsonText.Escaping.META)).isEqualTo(SIGNED_BODY);
    assertThat(JsonText.write("<100 %>\u0000\ud83d\n", JsonText.Escaping.META))
        .isEqualTo("\"\\u003c100 \\u0025>\\u0000\\ud83d\\n\"");
  }

  @Test
  void everyWebhookOfAWorldParsesAndNamesItsFacts() throws Exception {
    var facts = Scenario.generate(3, START, 30, new Scenario.Options(100, 1)).webhooks();
    for (int from = 0; from < facts.size(); from += 40) {
      var batch = facts.subList(from, Math.min(facts.size(), from + 40));
      var json = MAPPER.readTree(WebhookRenderer.render(batch));
      assertThat(json.findValuesAsText("timestamp")).hasSize(batch.size());
      for (var value : json.findValues("value")) {
        assertThat(value.path("metadata").path("phone_number_id").asText()).isNotEmpty();
      }
    }
  }

  @Test
  void factsAreGroupedByAccountChannelAndKind() throws Exception {
    var json =
        MAPPER.readTree(
            WebhookRenderer.render(
                List.of(
                    inbound(0, 0),
                    inbound(0, 0),
                    status("sent", BOTH),
                    inbound(0, 1),
                    inbound(1, 0))));
    assertThat(json.path("entry")).hasSize(2);
    assertThat(json.path("entry").path(0).path("changes")).hasSize(3);
    var first = json.path("entry").path(0).path("changes").path(0).path("value");
    assertThat(first.path("messages")).hasSize(2);
    assertThat(first.path("contacts")).hasSize(1);
  }

  @Test
  void whoHidesTheNumberIsNamedByUserIdOnly() throws Exception {
    var value = value(status("delivered", HIDDEN));
    assertThat(value.path("statuses").path(0).path("recipient_user_id").asText()).isEqualTo("DE.2");
    assertThat(value.path("statuses").path(0).has("recipient_id")).isFalse();
    assertThat(value.path("contacts").path(0).has("wa_id")).isFalse();
    assertThat(value.path("contacts").path(0).path("profile").path("username").asText())
        .isEqualTo("@zoe");
  }

  @Test
  void aFailureToANumberNamesNeitherUserIdNorContact() throws Exception {
    var value = value(status("failed", BOTH));
    assertThat(value.path("statuses").path(0).path("recipient_id").asText())
        .isEqualTo("4915110000000");
    assertThat(value.path("statuses").path(0).has("recipient_user_id")).isFalse();
    assertThat(value.has("contacts")).isFalse();
  }

  @Test
  void factsWithoutWebhookAreRefused() {
    assertThatThrownBy(
            () ->
                WebhookRenderer.render(
                    List.of(new Fact.AccountOpened(START, Account.ALL.getFirst()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode value(Fact fact) throws Exception {
    return MAPPER
        .readTree(WebhookRenderer.render(List.of(fact)))
        .path("entry")
        .path(0)
        .path("changes")
        .path(0)
        .path("value");
  }

  private static Chat chat(int account, int channel, Identity identity) {
    var waba = Account.ALL.get(account);
    return new Chat(waba.waba(), waba.channels().get(channel), "p1", identity, Optional.empty());
  }

  private static Fact inbound(int account, int channel) {
    var content = Content.text("hi");
    return new Fact.Inbound(
        START,
        chat(account, channel, BOTH),
        "wamid.1",
        content.kind(),
        content.members(),
        Optional.empty(),
        false);
  }

  private static Fact status(String status, Identity identity) {
    return new Fact.Status(
        START,
        chat(0, 0, identity),
        "wamid.2",
        status,
        status.equals("failed") ? Optional.of(131026) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
