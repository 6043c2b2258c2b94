package io.rapport.simulator.world;

import static java.util.Objects.requireNonNull;

import io.rapport.simulator.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a bot, a shop, a desk or a survey knows and WhatsApp does not tell.
 *
 * @param type such as {@code bot.turn}
 * @param source the URI of the software that knows
 * @param members what it says beside account, contact, number and time
 */
public record Report(String type, String source, Map<String, Object> members) {
  private static final String SHOP = "https://shop.example";
  private static final String SURVEYS = "https://surveys.example";
  private static final String LINKS = "https://links.example";
  private static final String CAMPAIGNS = "https://campaigns.example";
  private static final String DESK = "https://desk.example";

  public Report {
    requireNonNull(type, "type is null");
    requireNonNull(source, "source is null");
    requireNonNull(members, "members are null");
  }

  /**
   * A bot at work.
   *
   * @param run what the bot calls a run through the flow, if it tells them apart
   */
  record Bot(String name, Optional<String> run, Optional<String> flow) {
    Report turn(Optional<String> step, Optional<String> intent, double confidence) {
      return report(
          "bot.turn",
          Json.object(
              "bot",
              name,
              "run",
              run,
              "flow",
              flow,
              "step",
              step,
              "intent",
              intent,
              "confidence",
              confidence));
    }

    /** Only within a flow. */
    Report step(String step) {
      return report(
          "bot.step",
          Json.object("bot", name, "run", run, "flow", flow.orElseThrow(), "step", step));
    }

    Report fallback(Optional<String> step, Optional<String> intent, double confidence) {
      return report(
          "bot.fallback",
          Json.object(
              "bot",
              name,
              "run",
              run,
              "flow",
              flow,
              "step",
              step,
              "intent",
              intent,
              "confidence",
              confidence));
    }

    Report goal(String goal) {
      return report("bot.goal", Json.object("bot", name, "run", run, "flow", flow, "goal", goal));
    }

    private Report report(String type, Map<String, Object> members) {
      return new Report(type, "https://" + name + ".example", members);
    }
  }

  static Report handover(Optional<String> from, String to, Optional<String> reason) {
    return new Report("handover", DESK, Json.object("from", from, "to", to, "reason", reason));
  }

  public static Report resolved(Optional<String> by) {
    return new Report("conversation.resolved", DESK, Json.object("by", by));
  }

  /**
   * @param wamid the message that asks, if it was one
   */
  static Report invited(String survey, String scale, String invitation, Optional<String> wamid) {
    return new Report(
        "survey.invited",
        SURVEYS,
        Json.object("survey", survey, "scale", scale, "invitation", invitation, "wamid", wamid));
  }

  static Report answered(String survey, String scale, String invitation, int rating) {
    return new Report(
        "survey.answered",
        SURVEYS,
        Json.object("survey", survey, "scale", scale, "invitation", invitation, "rating", rating));
  }

  /**
   * A link was followed.
   *
   * @param wamid the message it was in, if the program that counts clicks knows
   * @param campaign it belongs to, if it knows
   */
  static Report clicked(
      String link, Optional<String> wamid, Optional<String> campaign, Optional<String> variant) {
    return new Report(
        "link.clicked",
        LINKS,
        Json.object("link", link, "wamid", wamid, "campaign", campaign, "variant", variant));
  }

  /**
   * A message was held back.
   *
   * @param label what it would have been, if the software says so
   */
  static Report blocked(String reason, Optional<Label> label) {
    var members = new LinkedHashMap<>(Json.object("reason", reason));
    label.map(Label::members).ifPresent(members::putAll);
    return new Report("send.blocked", CAMPAIGNS, members);
  }

  static Report cart(String cart, Optional<Price> value) {
    return new Report(
        "cart.created", SHOP, Json.object("cart", cart, "value", value.map(Price::members)));
  }

  static Report conversion(
      String order, String name, Optional<String> cart, Optional<Price> value) {
    return new Report(
        "conversion",
        SHOP,
        Json.object(
            "order", order, "name", name, "cart", cart, "value", value.map(Price::members)));
  }

  static Report refund(String order, Optional<Price> value) {
    return new Report(
        "refund", SHOP, Json.object("order", order, "value", value.map(Price::members)));
  }

  /**
   * What something costs.
   *
   * @param minorUnits such as cents
   */
  record Price(int minorUnits, String currency) {
    private Map<String, Object> members() {
      return Json.object("minorUnits", minorUnits, "currency", currency);
    }
  }
}
