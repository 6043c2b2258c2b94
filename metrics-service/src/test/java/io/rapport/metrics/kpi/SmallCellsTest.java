package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists beside a number tell nobody of single contacts who may not see them. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SmallCellsTest {

  private static final String PERIOD = "?from=2024-03-26&to=2024-04-02&zone=UTC";

  private int account;

  @BeforeEach
  void anAccount() {
    account = FactRows.account("UTC");
  }

  /** Each of so many contacts said two things to a bot that were not understood. */
  private void unrecognised(String intent, int contacts) {
    execute(
        """
        INSERT INTO rapport.bot_input (account_id, contact_id, input_id, channel_id, occurred_at,
          bot, recognised, intent, exclusion)
        SELECT %d, md5('%s' || (i / 2))::uuid, gen_random_uuid(), 1, '2024-03-27', 'bot', false,
          '%s', 0
        FROM generate_series(0, %d) AS i\
        """
            .formatted(account, intent, intent, 2 * contacts - 1));
  }

  private void carts(String currency, int contacts) {
    execute(
        """
        INSERT INTO rapport.cart (account_id, contact_id, cart_id, channel_id, created_at,
          exclusion, currency, minor_units)
        SELECT %d, gen_random_uuid(), gen_random_uuid(), 1, '2024-03-27', 0, '%s', 100
        FROM generate_series(1, %d)\
        """
            .formatted(account, currency, contacts));
  }

  private void steps(String step, int position, int contacts) {
    execute(
        """
        INSERT INTO rapport.flow_step (account_id, contact_id, step_id, run_id, step_name, position,
          reached_at, answered, channel_id, bot, flow, started_at, last_at, outcome, inputs,
          exclusion)
        SELECT %d, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '%s', %d, '2024-03-27',
          true, 1, 'bot', 'returns', '2024-03-27', '2024-03-27', 1, 1, 0
        FROM generate_series(1, %d)\
        """
            .formatted(account, step, position, contacts));
  }

  private void escalations(String reason, int contacts) {
    execute(
        """
        INSERT INTO rapport.episode (account_id, contact_id, episode_id, channel_id, opened_at,
          last_message_at, closed_at, close_reason, initiated_by, exclusion, inbound_count,
          outbound_count, bot_involved, bot_outcome, escalated_at, escalation_reason, queue_brief)
        SELECT %d, gen_random_uuid(), gen_random_uuid(), 1, '2024-03-27', '2024-03-27',
          '2024-03-27', 1, 1, 0, 1, 1, true, %d, '2024-03-27', '%s', false
        FROM generate_series(1, %d)\
        """
            .formatted(account, BotOutcome.ESCALATED.code(), reason, contacts));
  }

  private static void execute(String sql) {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object seenBy(String role, String kpi, String path) {
    var answer = as(role, account).get("/v1/kpis/" + kpi + PERIOD);
    answer.then().statusCode(200);
    return answer.path("detail." + path);
  }

  @Test
  void anIntentOfFewContactsIsLeftOut() {
    unrecognised("voucher", 9);
    unrecognised("warranty", 7);
    unrecognised("my-divorce", 3);
    unrecognised("my-garden", 2);

    assertThat(seenBy("analyst", "fallback-rate", "unrecognised.intent"))
        .isEqualTo(List.of("voucher", "warranty", "my-divorce", "my-garden"));
    for (var role : List.of("viewer", "marketer", "privacy")) {
      assertThat(seenBy(role, "fallback-rate", "unrecognised.intent"))
          .isEqualTo(List.of("voucher", "warranty"));
    }
  }

  @Test
  void whatWouldBeFoundAsADifferenceIsHiddenBesideAnother() {
    unrecognised("voucher", 9);
    unrecognised("warranty", 7);
    unrecognised("my-divorce", 3);

    assertThat(seenBy("viewer", "fallback-rate", "unrecognised.intent"))
        .isEqualTo(List.of("voucher"));
  }

  @Test
  void soAreCurrenciesStepsAndReasons() {
    carts("EUR", 8);
    carts("CHF", 3);
    carts("USD", 4);
    steps("order-number", 1, 9);
    steps("reason", 2, 6);
    steps("method", 3, 4);
    steps("label", 4, 1);
    escalations("policy", 6);
    escalations("limit", 4);
    escalations("other", 1);

    assertThat(seenBy("admin", "cart-abandonment", "abandonedValue.currency"))
        .isEqualTo(List.of("CHF", "EUR", "USD"));
    assertThat(seenBy("viewer", "cart-abandonment", "abandonedValue.currency"))
        .isEqualTo(List.of("EUR"));
    assertThat(seenBy("viewer", "flow-abandonment", "steps.step"))
        .isEqualTo(List.of("order-number", "reason"));
    assertThat(seenBy("admin", "flow-abandonment", "depths")).isEqualTo(List.of(9, 6, 4, 1));
    assertThat(seenBy("viewer", "flow-abandonment", "depths")).isEqualTo(List.of(9, 6));
    assertThat(seenBy("admin", "bot-escalation", "reasons"))
        .isEqualTo(Map.of("policy", 6, "limit", 4, "other", 1));
    assertThat(seenBy("viewer", "bot-escalation", "reasons")).isEqualTo(Map.of("policy", 6));
  }
}
