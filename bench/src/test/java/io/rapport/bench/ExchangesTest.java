package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.bench.Exchanges.Mix;
import io.rapport.bench.Exchanges.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExchangesTest {
  private static final String SECRET = "secret";

  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z"));

  @Test
  void anExchangeHasEveryStepAtItsTime() {
    int perSecond = 400;
    var mix = new Mix(10, 1, perSecond);
    var events =
        LongStream.range(0, 60L * perSecond).boxed().collect(groupingBy(mix::exchange)).values();

    // Those that began before the first event and those that are still under way have fewer.
    var whole = events.stream().filter(steps -> steps.size() == Step.values().length).toList();
    assertThat(whole).hasSize(40 * perSecond / 4);
    for (var steps : whole) {
      assertThat(steps.stream().map(mix::step)).containsExactly(Step.values());
      assertThat(steps.stream().map(event -> (event - steps.getFirst()) / perSecond))
          .containsExactly(0L, 1L, 10L, 20L);
    }
    assertThat(events).allMatch(steps -> steps.size() <= Step.values().length);
  }

  @Test
  void noEventComesTwice() throws GeneralSecurityException {
    var values = values(new Mix(6, 5, 8), 100);
    var events =
        values.stream()
            .flatMap(ExchangesTest::items)
            .map(item -> item.getString("id") + item.getString("status"))
            .toList();

    assertThat(events).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void theStatusesOfAMessageNameOneCustomer() throws GeneralSecurityException {
    var customers =
        values(new Mix(7, 4, 8), 200).stream()
            .flatMap(value -> objects(value.getJsonArray("statuses")))
            .collect(
                groupingBy(
                    item -> item.getString("id"),
                    mapping(item -> item.getString("recipient_id"), toSet())));

    assertThat(customers.values()).isNotEmpty().allMatch(names -> names.size() == 1);
  }

  private List<JsonObject> values(Mix mix, int webhooks) throws GeneralSecurityException {
    var signed = new SignedWebhooks(SECRET, 8081);
    var exchanges = new Exchanges(new AtomicLong(), clock, signed, mix);
    return IntStream.range(0, webhooks)
        .mapToObj(i -> value(exchanges.next().toString(), signed))
        .toList();
  }

  private static JsonObject value(String request, SignedWebhooks signed) {
    var parts = request.split("\r\n\r\n", 2);
    assertThat(parts[0]).endsWith(signed.signature(parts[1].getBytes(US_ASCII)));
    return new JsonObject(parts[1])
        .getJsonArray("entry")
        .getJsonObject(0)
        .getJsonArray("changes")
        .getJsonObject(0)
        .getJsonObject("value");
  }

  private static Stream<JsonObject> items(JsonObject value) {
    return Arrays.stream(new String[] {"messages", "statuses"})
        .map(name -> value.getJsonArray(name))
        .flatMap(ExchangesTest::objects);
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.of() : array.stream().map(JsonObject.class::cast);
  }
}
