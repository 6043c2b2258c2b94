package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in under a good signature is answered 200, is a fact or lies in quarantine, and
 * takes nothing with it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class MutatedWebhookTest {

  private static final int VALUES_PER_SAMPLE = 24;
  private static final int BYTES_PER_SAMPLE = 6;

  /** Requests on their way at the same time, so that they share batches. */
  private static final int AT_ONCE = 32;

  private static final JsonMapper LENIENT =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxNestingDepth(Integer.MAX_VALUE)
                      .build())
              .build());
  private static final Set<String> AROUND = Set.of("messaging_product", "metadata", "contacts");
  private static final String NEIGHBOURS = "neighbours";

  private final WebhookParser parser = new WebhookParser();
  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void aDamagedValueIsKeptOrReadAndTheItemBesideItLands() {
    var mutations = new Mutations(4_711);
    var bodies = new ArrayList<String>();
    for (var sample : Samples.ALL.keySet()) {
      for (int i = 0; i < VALUES_PER_SAMPLE; i++) {
        int n = bodies.size();
        bodies.add(
            Payloads.envelope(waba, mutations.value(Samples.change(sample, n)), neighbour(n)));
      }
    }
    assertThat(bodies).hasSizeGreaterThan(1000);
    assertThat(answers(bodies.stream().map(MutatedWebhookTest::bytes).toList())).containsOnly(200);
    assertThat(neighbours()).isEqualTo(bodies.size());
    assertThat(stored.count("quarantine", "reason = 'reader-failed'")).isZero();
    assertThat(bodies.stream().filter(body -> parser.parse(bytes(body)).size() < 2))
        .as("bodies of which a part says nothing have nothing to say")
        .allSatisfy(body -> assertThat(empty(body)).as(shortened(body)).isTrue());
  }

  @Test
  void aBodyOfDamagedBytesIsReadOrKeptAndTheRequestBesideItLands() {
    var mutations = new Mutations(815);
    var bodies = new ArrayList<byte[]>();
    var damaged = new ArrayList<byte[]>();
    int n = 100_000;
    for (var sample : Samples.ALL.keySet()) {
      for (int i = 0; i < BYTES_PER_SAMPLE; i++, n++) {
        damaged.add(
            mutations.bytes(Payloads.envelope(waba + "-damaged", Samples.change(sample, n))));
        bodies.add(damaged.getLast());
        bodies.add(bytes(Payloads.envelope(waba, neighbour(n))));
      }
    }
    long unassigned = unassigned();
    var kept = new HashSet<String>();
    for (var body : damaged) {
      var items = parser.parse(body);
      if (items.size() == 1
          && items.getFirst() instanceof WebhookItem.Unreadable unreadable
          && unreadable.reason() == UnreadableReason.NOT_JSON) {
        kept.add(new String(body, ISO_8859_1));
      }
    }
    assertThat(kept).isNotEmpty();
    assertThat(answers(bodies)).containsOnly(200);
    assertThat(neighbours()).isEqualTo(damaged.size());
    assertThat(unassigned() - unassigned).isEqualTo(kept.size());
  }

  private static long unassigned() {
    return new Stored("").count("quarantine", "reason = 'not-json'");
  }

  /** Whether nothing is left of what the damaged change told of: no element of any array. */
  private static boolean empty(String body) {
    try {
      var value = LENIENT.readTree(body).at("/entry/0/changes/0/value");
      return value.properties().stream()
          .filter(member -> !AROUND.contains(member.getKey()))
          .allMatch(member -> member.getValue().isNull() || member.getValue().isEmpty());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shortened(String body) {
    return body.substring(0, Math.min(500, body.length()));
  }

  private long neighbours() {
    return stored.count(
        "event",
        "channel_id = (SELECT channel_id FROM rapport.channel WHERE account_id = :account AND"
            + " phone_number_id = '"
            + NEIGHBOURS
            + "')");
  }

  /** A healthy message on a number of its own. */
  private static String neighbour(int n) {
    return """
    {"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":\
    "15550002222","phone_number_id":"%s"},"messages":[%s]}}"""
        .formatted(NEIGHBOURS, Payloads.text("4917" + n, "healthy" + n, Samples.NOW));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }

  private static Set<Integer> answers(List<byte[]> bodies) {
    var answers = new HashSet<Integer>();
    for (int from = 0; from < bodies.size(); from += AT_ONCE) {
      var sent =
          bodies.subList(from, Math.min(bodies.size(), from + AT_ONCE)).stream()
              .map(Sender::sendAsync)
              .toList();
      answers.addAll(
          sent.stream()
              .map(CompletableFuture::join)
              .map(answer -> answer.statusCode())
              .collect(Collectors.toSet()));
    }
    return answers;
  }
}
