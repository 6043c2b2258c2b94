package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fields about the account itself say, and WhatsApp's own slips in them. */
class AccountFieldTest {

  private final WebhookParser parser = new WebhookParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          message_template_status_update|PAUSED|1689556908129832|{"name":"spring_offer","language":"de","category":"MARKETING","reason":"LOW_QUALITY","disableDate":1760009000,"title":"FIRST_PAUSE","description":"paused for 3 hours"}
          message_template_quality_update|YELLOW|806312974732579|{"name":"welcome","language":"en-US","previousScore":"GREEN","newScore":"YELLOW"}
          message_template_components_update||1315502779341834|{"name":"order_confirmation","language":"en_US","title":"Your order is confirmed!","text":"Thank you for your order, {{1}}!","footer":"Lucky Shrub","buttons":["URL"]}
          template_category_update||278077987957091|{"name":"welcome_template","language":"en-US","newCategory":"UTILITY","correctCategory":"MARKETING","updateAt":1760090000}
          template_correct_category_detection||278077987957091|{"name":"welcome_template","language":"en-US","category":"UTILITY","correctCategory":"MARKETING"}
          phone_number_quality_update|THROUGHPUT_UPGRADE|15550001111|{"currentLimit":"TIER_UNLIMITED"}
          phone_number_name_update|REJECTED|15550001111|{"requestedName":"Lucky Shrub","rejectionReason":"NAME_EMPLOYEE_DETAILS"}
          account_update|VOLUME_BASED_PRICING_TIER_UPDATE||{"tier":"25000001:50000000","tierCategory":"UTILITY","tierRegion":"India","tierMonth":"2026-11","tierUpdatedAt":1760000100}
          account_alerts|OBA_APPROVED|506914307656634|{"entityType":"BUSINESS","severity":"INFORMATIONAL","status":"NONE","description":"Your official business account was approved"}
          account_review_update|APPROVED||{}
          account_settings_update|phone_number_settings|106540352242922|{"calling":"ENABLED","callIcon":"DEFAULT","callbackPermission":"ENABLED","sip":"DISABLED"}
          business_capability_update|||{"maxDailyConversations":"TIER_10K","maxNumbers":25}
          security|PIN_CHANGED|15550001111|{}
          flows|CLIENT_ERROR_RATE|691244242662581|{"errorRate":14.28,"threshold":10,"alertState":"ACTIVATED","errors":["INVALID_SCREEN_TRANSITION","PUBLIC_KEY_MISSING"]}
          payment_configuration_update|Needs Testing|razorpay-prod|{"provider":"razorpay","merchant":"acc_GP4lfNA0iIMn5B","createdAt":1748827100,"updatedAt":1749320300}
          partner_solutions|SOLUTION_CREATED|774485461512159|{"status":"INITIATED"}
          business_username_updates|approved|15550001111|{"username":"luckyshrub"}
          business_username_update|deleted|15550001111|{}
          """)
  void theDocumentedMembersAreKept(String field, String event, String subject, String attributes) {
    var told = told(Payloads.timed("1", 1_760_000_200, Samples.change(field, 1)));
    assertThat(told.field()).isEqualTo(field);
    assertThat(told.event()).isEqualTo(Optional.ofNullable(event));
    assertThat(told.subject()).isEqualTo(Optional.ofNullable(subject).map(Subject.Named::new));
    assertThat(told.attributes().encode()).isEqualTo(attributes);
    assertThat(told.address()).isEqualTo(new WholeAccount("1"));
    assertThat(told.registers()).isEqualTo(!field.equals("partner_solutions"));
    assertThat(told.occurredAt())
        .contains(
            Instant.ofEpochSecond(
                field.equals("account_settings_update") ? 1_760_000_101 : 1_760_000_200));
  }

  @Test
  void whatIsNotDocumentedIsNotKept() {
    var told =
        told(
            Payloads.timed(
                "1",
                1_760_000_200,
                """
                {"field":"security","value":{"event":"PIN_RESET_REQUEST","requester":"61555822107539",\
                "display_phone_number":"15550001111","email":"ana@example.com"}}"""));
    assertThat(told.attributes()).isEmpty();
    assertThat(told.toString().replace(told.source().toString(), ""))
        .doesNotContain("61555822107539", "example.com");
  }

  @Test
  void textsAreBoundedAndFitToBeStored() {
    var told =
        told(
            Payloads.timed(
                "1",
                1_760_000_200,
                """
                {"field":"message_template_components_update","value":{"message_template_id":1,\
                "message_template_element":"a\\u0000\\ud83d%s","message_template_buttons":[%s]}}"""
                    .formatted(
                        "x".repeat(100_000),
                        "{\"message_template_button_type\":\"URL\"},".repeat(10_000) + "7")));
    assertThat(told.attributes().getString("text")).startsWith("a\uFFFD\uFFFDxx").hasSize(1024);
    assertThat(told.attributes().getJsonArray("buttons")).hasSize(32);
  }

  /** The entry of an event about partners is a business portfolio's; the account stands inside. */
  @Test
  void anAccountSharedWithAPartnerIsNamedInside() {
    var told =
        told(
            Payloads.timed(
                "2949482758682047",
                1_744_823_932,
                """
                {"value":{"event":"PARTNER_ADDED","waba_info":{"waba_id":"980198427658004",\
                "owner_business_id":"2329417887457253","solution_id":"1715120619246906",\
                "solution_partner_business_ids":["2949482758682047","520744086200222"]}},\
                "field":"account_update"}"""));
    assertThat(told.address()).isEqualTo(new WholeAccount("980198427658004"));
    assertThat(told.registers()).isTrue();
    assertThat(told.attributes().getMap())
        .containsEntry("ownerBusiness", "2329417887457253")
        .containsEntry("solution", "1715120619246906");
    var unnamed =
        told(
            Payloads.timed(
                "2949482758682047",
                1_744_823_932,
                "{\"value\":{\"event\":\"PARTNER_REMOVED\"},\"field\":\"account_update\"}"));
    assertThat(unnamed.registers()).as("the entry's id is none of an account").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The field and the object inside the value.
        """
        {"entry":[{"id":"1","time":1748477359,"changes":[{"value":{"event":"ACCOUNT_DELETED",
        "field":"account_update","object":"whatsapp_business_account"}}]}],
        "object":"whatsapp_business_account"}""",
        // The field beside the changes.
        """
        {"entry":[{"id":"1","time":1748477359,"changes":[{"value":{"event":"ACCOUNT_DELETED"}}],
        "field":"account_update","object":"whatsapp_business_account"}],
        "object":"whatsapp_business_account"}""",
        // A value inside the value.
        """
        {"entry":[{"id":"1","time":1748477359,"changes":[{"value":{"field":"account_update",
        "value":{"event":"ACCOUNT_DELETED"}}}]}],"object":"whatsapp_business_account"}"""
      })
  void aFieldInTheWrongPlaceIsFound(String body) {
    var told = told(body);
    assertThat(told.field()).isEqualTo("account_update");
    assertThat(told.event()).contains("ACCOUNT_DELETED");
    assertThat(parser.parse(told.source().body()))
        .map(item -> ((WebhookItem.OfAccount) item).event())
        .containsExactly(Optional.of("ACCOUNT_DELETED"));
  }

  @Test
  void aQualityUpdateThatCallsItselfAStatusUpdateIsOneOfQuality() {
    var told =
        told(
            Payloads.timed(
                "1",
                1_760_000_200,
                Samples.change("message_template_quality_update", 1)
                    .replace(
                        "\"message_template_quality_update\"",
                        "\"message_template_status_update\"")));
    assertThat(told.field()).isEqualTo("message_template_quality_update");
    assertThat(told.event()).contains("YELLOW");
  }

  @Test
  void aNumberThatIsANumberOrATierIsBoth() {
    var told =
        told(
            Payloads.timed(
                "1",
                1_760_000_200,
                "{\"field\":\"business_capability_update\",\"value\":{\"max_daily_conversations_per_business\":-1}}"));
    assertThat(told.attributes().getMap()).isEqualTo(Map.of("maxDailyConversations", -1L));
  }

  @Test
  void groupsKeepHowManyAndNotWho() {
    var told = told(Payloads.envelope("1", Samples.change("group_participants_update", 1)));
    assertThat(told.event()).contains("group_participants_add");
    assertThat(told.subject()).contains(new Subject.OfGroup("Y2FwaV9ncm91cDox1"));
    assertThat(told.attributes().encode()).isEqualTo("{\"reason\":\"invite_link\",\"added\":2}");
    var settings = told(Payloads.envelope("1", Samples.change("group_settings_update", 1)));
    assertThat(settings.attributes().encode())
        .isEqualTo("{\"profile_picture\":true,\"subject\":false}");
  }

  @Test
  void aTriggerWithoutATimeHasNone() {
    var told = told(Payloads.envelope("1", Samples.change("account_review_update", 1)));
    assertThat(told.occurredAt()).isEmpty();
  }

  private WebhookItem.OfAccount told(String body) {
    var items = parser.parse(body.getBytes(UTF_8));
    assertThat(items).hasSize(1).allMatch(WebhookItem.OfAccount.class::isInstance);
    return (WebhookItem.OfAccount) items.getFirst();
  }
}
