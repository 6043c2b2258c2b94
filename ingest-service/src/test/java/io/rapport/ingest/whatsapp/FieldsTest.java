package io.rapport.ingest.whatsapp;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each field leaves in the database, by the way a webhook takes. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class FieldsTest {

  private static final long FIRST = 1_740_000_000;

  /**
   * By sample: kinds of events, events of the account, reasons in quarantine. Kinds are the codes
   * of {@link io.rapport.common.event.EventKind}.
   */
  private static final String EXPECTED =
      """
      account_alerts | | account_alerts OBA_APPROVED |
      account_review_update | | account_review_update APPROVED |
      account_settings_update | | account_settings_update phone_number_settings |
      account_update | | account_update VOLUME_BASED_PRICING_TIER_UPDATE |
      automatic_events | | | unknown-message
      business_capability_update | | business_capability_update |
      business_status_update | | business_status_update STATUS_X7 | undocumented-field
      business_username_update | | business_username_update deleted |
      business_username_updates | | business_username_updates approved |
      calls | 1 52 | |
      calls statuses | 52 | |
      consumer_profile | | consumer_profile | undocumented-field
      flows | | flows CLIENT_ERROR_RATE |
      group_lifecycle_update | | group_lifecycle_update group_create |
      group_participants_update | | group_participants_update group_participants_add |
      group_settings_update | | group_settings_update group_settings_update |
      group_status_update | | group_status_update group_suspend |
      history | 1 9 9 13 | |
      history declined | | history error |
      history media | 9 | |
      message_echoes | | | undocumented-field
      message_template_components_update | | message_template_components_update |
      message_template_quality_update | | message_template_quality_update YELLOW |
      message_template_status_update | | message_template_status_update PAUSED |
      messages | 1 | |
      messages errors | | messages error |
      messages payment | | messages payment |
      messages referral | 1 | |
      messages statuses | 12 | |
      messages user_actions | | messages marketing_messages_link_click |
      messaging_handovers | 21 | |
      partner_solutions | | partner_solutions SOLUTION_CREATED |
      payment_configuration_update | | payment_configuration_update Needs Testing |
      phone_number_name_update | | phone_number_name_update REJECTED |
      phone_number_quality_update | | phone_number_quality_update THROUGHPUT_UPGRADE |
      security | | security PIN_CHANGED |
      smb_app_state_sync | 51 51 | |
      smb_message_echoes | 9 | |
      smb_message_echoes edit | | smb_message_echoes edit |
      smb_message_echoes revoke | | smb_message_echoes revoke |
      standby message_echoes | 9 | |
      standby messages | 1 | |
      standby statuses | 13 | |
      standby template | 9 | |
      template_category_update | | template_category_update |
      template_correct_category_detection | | template_correct_category_detection |
      tracking_events | | tracking_events | undocumented-field
      user_id_update | 51 | |
      user_preferences | 50 | |
      """;

  @Test
  void everySampleLeavesWhatItSays() {
    var left = new TreeMap<String, String>();
    Samples.ALL.keySet().forEach(sample -> left.put(sample, leaves(sample, 1)));
    assertThat(lines(left)).isEqualTo(EXPECTED);
  }

  @Test
  void aSampleThatIsDeliveredThreeTimesLeavesTheSame() {
    var once = new TreeMap<String, String>();
    var thrice = new TreeMap<String, String>();
    Samples.ALL
        .keySet()
        .forEach(
            sample -> {
              once.put(sample, leaves(sample, 1));
              thrice.put(sample, leaves(sample, 3));
            });
    assertThat(thrice).isEqualTo(once);
  }

  private static String leaves(String sample, int deliveries) {
    var waba = "waba-" + UUID.randomUUID();
    var stored = new Stored(waba);
    // What tells of no message and no business number does not make an account known.
    Sender.send(Payloads.body(waba, "7", Payloads.messages(Payloads.text("1", "first", FIRST))));
    for (int i = 0; i < deliveries; i++) {
      var body = Payloads.envelope(waba, Samples.change(sample, 7));
      assertThat(Sender.send(body).statusCode()).as(sample).isEqualTo(200);
    }
    return "%s | %s | %s"
        .formatted(
            list(stored, "event", "kind", "occurred_at <> to_timestamp(" + FIRST + ")"),
            list(stored, "account_event", "field || coalesce(' ' || event, '')", "true"),
            list(stored, "quarantine", "reason", "true"));
  }

  private static String list(Stored stored, String table, String column, String condition) {
    return stored
        .values(
            "SELECT %s FROM rapport.%s WHERE account_id = :account AND %s ORDER BY 1"
                .formatted(column, table, condition))
        .stream()
        .map(String::valueOf)
        .collect(joining(" "));
  }

  private static String lines(Map<String, String> left) {
    return left.entrySet().stream()
        .map(entry -> entry.getKey() + " | " + entry.getValue() + "\n")
        .map(line -> line.replaceAll(" +(?=\\n|\\|)", " ").replace(" \n", "\n"))
        .collect(joining());
  }
}
