package io.rapport.simulator.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.simulator.campaign.CampaignRequest.Plan;
import io.rapport.simulator.campaign.CampaignRequest.Tagging;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Label;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The business' own campaign software: it knows nothing of the simulation but whom it may write.
 */
@Singleton
public final class CampaignSender {
  private static final String SEGMENT = "newsletter";

  private final Recipients recipients;
  private final GraphClient graph;
  private final ObjectMapper json;

  CampaignSender(Recipients recipients, GraphClient graph, ObjectMapper json) {
    this.recipients = recipients;
    this.graph = graph;
    this.json = json;
  }

  /**
   * Sends a campaign, one message after the other.
   *
   * @throws IllegalArgumentException if it is none
   * @throws UncheckedIOException if the Graph API does not answer
   */
  public CampaignResponse send(CampaignRequest request) {
    var plan = request.plan();
    var channel =
        request.channel().orElse(Account.ALL.getFirst().channels().getFirst().phoneNumberId());
    var account =
        Account.owning(channel).orElseThrow(() -> new IllegalArgumentException("no such channel"));
    var sent = new TreeMap<String, List<String>>();
    var refused = new TreeMap<String, Integer>();
    int number = 0;
    for (var to : recipients.of(account, plan.recipients())) {
      var variant = plan.variants().get(number++ % plan.variants().size());
      var answer = graph.send(channel, message(plan, variant, to), headers(plan, variant));
      var wamid = answer.body().path("messages").path(0).path("id");
      if (answer.status() == 200 && wamid.isTextual()) {
        sent.computeIfAbsent(variant, ignored -> new ArrayList<>()).add(wamid.asText());
      } else {
        int code = answer.body().path("error").path("code").asInt(answer.status());
        refused.merge(Integer.toString(code), 1, Integer::sum);
      }
    }
    return new CampaignResponse(
        account.waba(), channel, plan.name(), plan.template(), sent, refused);
  }

  private static Map<String, String> headers(Plan plan, String variant) {
    return plan.tagging() == Tagging.HEADERS
        ? Map.of(
            "X-Rapport-Campaign", plan.name(),
            "X-Rapport-Variant", variant,
            "X-Rapport-Segment", SEGMENT)
        : Map.of();
  }

  private byte[] message(Plan plan, String variant, String to) {
    var message = json.createObjectNode();
    message.put("messaging_product", "whatsapp");
    message.put("recipient_type", "individual");
    message.put(Character.isLetter(to.charAt(0)) ? "recipient" : "to", to);
    message.put("type", "template");
    var template = message.putObject("template").put("name", plan.template());
    template.putObject("language").put("code", plan.language());
    var button = template.putArray("components").addObject();
    button.put("type", "button").put("sub_type", "quick_reply").put("index", "0");
    button.putArray("parameters").addObject().put("type", "payload").put("payload", "more");
    if (plan.tagging() == Tagging.CALLBACK) {
      var label = Label.ofTemplate("campaign", plan.template(), plan.language(), SEGMENT);
      message.put("biz_opaque_callback_data", label.inCampaign(plan.name(), variant).tag());
    }
    try {
      return json.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a message could not be written", e);
    }
  }
}
