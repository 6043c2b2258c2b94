package io.rapport.e2e.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that really happened, as the simulator wrote it down: JSON lines, one fact a line. */
public record Truth(
    List<String> accounts,
    List<Inbound> inbounds,
    List<Outbound> outbounds,
    List<Reported> reported) {

  private static final Set<String> REPORTED =
      Set.of(
          "conversation.resolved",
          "handover",
          "bot.turn",
          "bot.step",
          "bot.fallback",
          "bot.goal",
          "link.clicked",
          "cart.created",
          "conversion",
          "refund",
          "survey.invited",
          "survey.answered",
          "send.blocked");

  private static final List<String> LABEL =
      List.of("origin", "campaign", "variant", "template", "language", "segment", "format");

  /**
   * @throws IllegalArgumentException if a line is not what the format says
   */
  public static Truth read(Path file) {
    try (var lines = Files.lines(file)) {
      return of(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if a line is not what the format says
   */
  public static Truth of(Stream<String> lines) {
    var mapper = new ObjectMapper();
    var accounts = new ArrayList<String>();
    var inbounds = new ArrayList<Inbound>();
    var reported = new ArrayList<Reported>();
    var sends = new LinkedHashMap<List<String>, JsonNode>();
    var statuses = new LinkedHashMap<List<String>, List<Status>>();
    lines.forEach(
        line -> {
          var fact = parse(mapper, line);
          switch (fact.path("type").asText()) {
            case "account" -> accounts.add(text(fact, "account"));
            case "person", "number-change" -> {
              // The person's name in the other lines is all that the figures need.
            }
            case "inbound" -> inbounds.add(inbound(fact));
            case "outbound" -> sends.put(key(fact), fact);
            case "status" ->
                statuses.computeIfAbsent(key(fact), k -> new ArrayList<>()).add(status(fact));
            case String type when REPORTED.contains(type) -> reported.add(reported(type, fact));
            default -> throw new IllegalArgumentException("unknown fact " + line);
          }
        });
    if (!sends.keySet().containsAll(statuses.keySet())) {
      throw new IllegalArgumentException("a status of a message that was never sent");
    }
    // A message nobody ever reported on cannot be known from webhooks.
    var outbounds =
        sends.entrySet().stream()
            .filter(send -> statuses.containsKey(send.getKey()))
            .map(send -> outbound(send.getValue(), statuses.get(send.getKey())))
            .toList();
    return new Truth(
        List.copyOf(accounts), List.copyOf(inbounds), outbounds, List.copyOf(reported));
  }

  private static JsonNode parse(ObjectMapper mapper, String line) {
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + line, e);
    }
  }

  private static List<String> key(JsonNode fact) {
    return List.of(text(fact, "account"), text(fact, "channel"), text(fact, "wamid"));
  }

  private static Inbound inbound(JsonNode fact) {
    return new Inbound(
        text(fact, "account"),
        text(fact, "channel"),
        text(fact, "person"),
        text(fact, "wamid"),
        Instant.parse(text(fact, "at")),
        text(fact, "kind"),
        optional(fact, "context"),
        fact.path("optOut").asBoolean(),
        fact.hasNonNull("group"));
  }

  private static Reported reported(String type, JsonNode fact) {
    return new Reported(
        text(fact, "account"),
        text(fact, "person"),
        optional(fact, "channel"),
        Instant.parse(text(fact, "at")),
        type,
        fact);
  }

  private static Outbound outbound(JsonNode fact, List<Status> statuses) {
    Map<String, String> label = new LinkedHashMap<>();
    LABEL.forEach(name -> optional(fact, name).ifPresent(value -> label.put(name, value)));
    return new Outbound(
        text(fact, "account"),
        text(fact, "channel"),
        text(fact, "person"),
        text(fact, "wamid"),
        fact.hasNonNull("group"),
        label,
        statuses);
  }

  private static Status status(JsonNode fact) {
    return new Status(
        Instant.parse(text(fact, "at")),
        text(fact, "status"),
        fact.hasNonNull("code") ? OptionalInt.of(fact.get("code").asInt()) : OptionalInt.empty(),
        optional(fact, "category"),
        fact.path("labelled").asBoolean());
  }

  private static String text(JsonNode fact, String name) {
    return optional(fact, name)
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + fact));
  }

  private static Optional<String> optional(JsonNode fact, String name) {
    return fact.hasNonNull(name) ? Optional.of(fact.get(name).asText()) : Optional.empty();
  }
}
