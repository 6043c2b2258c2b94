package io.rapport.simulator.event;

import io.rapport.simulator.json.Json;
import io.rapport.simulator.json.JsonText;
import io.rapport.simulator.world.Channel;
import io.rapport.simulator.world.Fact;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds batches of CloudEvents: pure ASCII, in the order of the facts. */
public final class EventRenderer {
  private static final String TYPE_PREFIX = "io.rapport.";

  private EventRenderer() {}

  /**
   * One body of {@code application/cloudevents-batch+json}.
   *
   * @throws IllegalArgumentException if a fact is told otherwise
   */
  public static byte[] render(List<? extends Fact> facts) {
    var events = facts.stream().map(EventRenderer::event).toList();
    return JsonText.write(events, JsonText.Escaping.PLAIN).getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> event(Fact fact) {
    if (!(fact instanceof Fact.Reported reported)) {
      throw new IllegalArgumentException("is no event: " + fact.getClass());
    }
    return Json.object(
        "specversion",
        "1.0",
        "type",
        TYPE_PREFIX + reported.report().type(),
        "source",
        reported.report().source(),
        "id",
        reported.id(),
        "time",
        reported.at().toString(),
        "data",
        data(reported));
  }

  private static Map<String, Object> data(Fact.Reported reported) {
    var identity = reported.identity();
    var contact =
        identity.waId().isPresent()
            ? Json.object("waId", identity.waId())
            : Json.object("userId", identity.userId());
    var data =
        new LinkedHashMap<>(
            Json.object(
                "account",
                reported.account(),
                "contact",
                contact,
                "phoneNumberId",
                reported.channel().map(Channel::phoneNumberId)));
    data.putAll(reported.report().members());
    return data;
  }
}
