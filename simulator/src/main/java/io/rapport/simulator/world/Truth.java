package io.rapport.simulator.world;

import io.rapport.simulator.json.Json;
import io.rapport.simulator.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of {@code truth.jsonl}: what really happened, one JSON object a line, times ISO-8601 in
 * UTC, from which anyone can compute the true KPIs. A person keeps one name over number changes.
 */
public final class Truth {
  private Truth() {}

  /** One line, without its line feed; pure ASCII. */
  public static String line(Fact fact) {
    return JsonText.write(members(fact), JsonText.Escaping.PLAIN);
  }

  private static Map<String, Object> members(Fact fact) {
    return switch (fact) {
      case Fact.AccountOpened it ->
          Json.object(
              "type", "account",
              "account", it.account().waba(),
              "channels", it.account().channels().stream().map(Channel::phoneNumberId).toList());
      case Fact.PersonJoined it ->
          Json.object(
              "type", "person",
              "person", it.person().id(),
              "account", it.person().account(),
              "receipts", it.person().receipts(),
              "zone", it.person().zone().getId());
      case Fact.NumberChanged it ->
          Json.object(
              "type", "number-change",
              "account", it.account(),
              "person", it.person(),
              "at", it.at().toString());
      case Fact.Inbound it ->
          Json.object(
              "type", "inbound",
              "account", it.chat().account(),
              "channel", it.chat().channel().phoneNumberId(),
              "person", it.chat().person(),
              "wamid", it.wamid(),
              "at", it.at().toString(),
              "kind", it.kind(),
              "context", it.context(),
              "optOut", it.optOut() ? Optional.of(true) : Optional.empty(),
              "group", it.chat().group());
      case Fact.Outbound it ->
          Json.object(
              "type", "outbound",
              "account", it.chat().account(),
              "channel", it.chat().channel().phoneNumberId(),
              "person", it.chat().person(),
              "wamid", it.wamid(),
              "at", it.at().toString(),
              "origin", it.label().flatMap(Label::origin),
              "campaign", it.label().flatMap(Label::campaign),
              "variant", it.label().flatMap(Label::variant),
              "template", it.label().flatMap(Label::template),
              "language", it.label().flatMap(Label::language),
              "segment", it.label().flatMap(Label::segment),
              "format", it.label().flatMap(Label::format),
              "group", it.chat().group());
      case Fact.Status it ->
          Json.object(
              "type", "status",
              "account", it.chat().account(),
              "channel", it.chat().channel().phoneNumberId(),
              "person", it.chat().person(),
              "wamid", it.wamid(),
              "status", it.status(),
              "at", it.at().toString(),
              "code", it.code(),
              "category", it.category(),
              "labelled", it.callbackData().filter(Label::isLabel).map(_ -> true));
      case Fact.Reported it -> reported(it);
    };
  }

  /** The type is that of the report, and what it says stands beside whom it is about. */
  private static Map<String, Object> reported(Fact.Reported it) {
    var members =
        new LinkedHashMap<>(
            Json.object(
                "type", it.report().type(),
                "account", it.account(),
                "channel", it.channel().map(Channel::phoneNumberId),
                "person", it.person(),
                "at", it.at().toString()));
    members.putAll(it.report().members());
    return members;
  }
}
