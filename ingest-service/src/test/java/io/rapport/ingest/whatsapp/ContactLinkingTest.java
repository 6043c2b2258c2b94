package io.rapport.ingest.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Names that belong together end up at one contact, in whatever order that becomes known. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ContactLinkingTest {

  private static final long NOW = 1_760_000_000;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void everyOrderEndsWithOneContact() {
    var orders = permutations(List.of(0, 1, 2, 3, 4));
    int person = 0;
    for (var order : orders) {
      var webhooks = webhooks(person);
      for (int i : order) {
        assertThat(Sender.send(webhooks.get(i)).statusCode()).isEqualTo(200);
      }
      person++;
    }
    assertOneContactEach(orders.size());
  }

  @Test
  void concurrentDeliveriesEndWithOneContact() {
    int people = 40;
    var all = new ArrayList<String>();
    for (int person = 0; person < people; person++) {
      all.addAll(webhooks(person));
      all.addAll(webhooks(person));
    }
    Collections.shuffle(all, new Random(1));
    var answers = all.stream().map(Sender::sendAsync).toList();
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
    assertOneContactEach(people);
  }

  @Test
  void aWholeChainInOneWebhookIsOneContact() {
    var bodies = webhooks(0);
    bodies.subList(0, 2).forEach(Sender::send);
    var link =
        Payloads.body(
            waba,
            "7",
            Payloads.messages(
                both("491510000", "DE.0", "l1"),
                both("491510000", "DE.Y", "l2"),
                both("491610000", "DE.Y", "l3"),
                both("491610000", "DE.Z", "l4")));
    assertThat(Sender.send(link).statusCode()).isEqualTo(200);
    assertThat(liveContacts()).hasSize(1);
    assertThat(stored.count("event")).isEqualTo(6);
    assertThat(stored.count("contact_identity")).isEqualTo(5);
  }

  @Test
  void aMergeMakesBothContactsDueAndKeepsTheExclusion() {
    var bodies = webhooks(0);
    bodies.subList(0, 2).forEach(Sender::send);
    var oldest = liveContacts().getFirst();
    assertThat(stored.announced()).isEqualTo(2);
    stored.rows(
        """
        WITH marked AS (
          UPDATE rapport.contact SET exclusion = 2
          WHERE account_id = :account AND contact_id <> '%s' RETURNING 1)
        SELECT * FROM marked"""
            .formatted(oldest));
    Sender.send(bodies.get(2));
    assertThat(liveContacts()).containsExactly(oldest);
    assertThat(
            stored.values(
                "SELECT exclusion FROM rapport.contact WHERE account_id = :account AND merged_into IS NULL"))
        .containsExactly(2);
    assertThat(stored.announced()).isEqualTo(4);
    assertThat(
            stored.values(
                "SELECT DISTINCT contact_id FROM rapport.event WHERE account_id = :account"))
        .containsExactly(oldest);
  }

  private List<Object> liveContacts() {
    return stored.values(
        """
        SELECT contact_id FROM rapport.contact
        WHERE account_id = :account AND merged_into IS NULL ORDER BY created_at, contact_id""");
  }

  private void assertOneContactEach(int people) {
    assertThat(liveContacts()).hasSize(people);
    assertThat(stored.count("event")).isEqualTo(5L * people);
    assertThat(
            stored.values(
                """
                SELECT count(*) FROM rapport.event WHERE account_id = :account GROUP BY contact_id"""))
        .hasSize(people)
        .containsOnly(5L);
    assertThat(
            stored.values(
                """
                SELECT count(*) FROM rapport.contact_alias a JOIN rapport.contact c USING (account_id, contact_id)
                WHERE account_id = :account AND c.merged_into IS NULL GROUP BY contact_id"""))
        .hasSize(people)
        .containsOnly(3L);
    assertThat(
            stored.values(
                """
                SELECT count(*) FROM rapport.contact_identity JOIN rapport.contact_key USING (account_id, contact_id)
                WHERE account_id = :account GROUP BY contact_id"""))
        .hasSize(people)
        .containsOnly(3L);
    assertThat(stored.count("contact_key")).isEqualTo(people);
  }

  /**
   * One person seen under a number, a user id, both, changing the number, and under the new one.
   */
  private List<String> webhooks(int person) {
    var number = "4915" + (1000 + person) * 10;
    var changed = "4916" + (1000 + person) * 10;
    var userId = "DE." + person;
    return List.of(
        message(Payloads.text(number, "a" + person, NOW)),
        message(
            """
            {"from_user_id":"%s","id":"b%d","timestamp":"%d","type":"text"}"""
                .formatted(userId, person, NOW + 1)),
        message(both(number, userId, "c" + person)),
        message(
            """
            {"from":"%s","id":"d%d","timestamp":"%d","type":"system",\
            "system":{"type":"user_changed_number","wa_id":"%s"}}"""
                .formatted(number, person, NOW + 3, changed)),
        message(Payloads.text(changed, "e" + person, NOW + 4)));
  }

  private String message(String message) {
    return Payloads.body(waba, "7", Payloads.messages(message));
  }

  private static String both(String number, String userId, String wamid) {
    return """
    {"from":"%s","from_user_id":"%s","id":"%s","timestamp":"%d","type":"text"}"""
        .formatted(number, userId, wamid, NOW + 2);
  }

  private static List<List<Integer>> permutations(List<Integer> elements) {
    if (elements.isEmpty()) {
      return List.of(List.of());
    }
    var permutations = new ArrayList<List<Integer>>();
    for (var first : elements) {
      var rest = elements.stream().filter(element -> !element.equals(first)).toList();
      for (var tail : permutations(rest)) {
        var permutation = new ArrayList<Integer>();
        permutation.add(first);
        permutation.addAll(tail);
        permutations.add(permutation);
      }
    }
    return permutations;
  }
}
