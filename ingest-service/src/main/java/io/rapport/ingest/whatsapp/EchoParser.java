package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.ingest.identity.Identity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads messages the business sent by another of its senders (docs/whatsapp.md). */
final class EchoParser {

  /** Of an echo under {@code smb_message_echoes} and of the past before it. */
  static final String APP = "app";

  private static final String STANDBY = "standby";

  /** They say something of a message that was sent before. */
  private static final Set<String> NO_MESSAGES = Set.of("edit", "revoke", "reaction");

  /** A person typed it into the Business app. */
  WebhookItem ofApp(ElementContext context) {
    return ofApp(context, Participants.to(context.item()));
  }

  /**
   * @param named who it was sent to
   */
  WebhookItem ofApp(ElementContext context, Set<Identity> named) {
    var echo = context.item();
    var type = JsonFields.text(echo, "type").orElse("");
    if (NO_MESSAGES.contains(type)) {
      var of = echo.path(type);
      return JsonFields.firstText(of, "original_message_id", "message_id")
          .or(() -> JsonFields.text(echo, "id"))
          .map(wamid -> BesideMessages.aboutEarlier(context, type, wamid))
          .orElseGet(() -> withoutId(context));
    }
    var label =
        new MessageLabel(
            Optional.of(Origin.APP),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SentBody.format(type));
    return echoed(context, named, Optional.empty(), APP, label, List.of());
  }

  /** Whoever handles the thread sent it; the body is that of the Send API. */
  WebhookItem ofOtherSender(ElementContext context) {
    var echo = context.item();
    var body = new SentBody(echo);
    var named = new LinkedHashSet<>(Participants.to(echo));
    named.addAll(Participants.to(body.message()));
    var group = body.group();
    return echoed(context, named, group, STANDBY, body.echoed(), body.buttons());
  }

  private static WebhookItem echoed(
      ElementContext context,
      Set<Identity> named,
      Optional<String> group,
      String sender,
      MessageLabel label,
      List<String> buttons) {
    var echo = context.item();
    var wamid = JsonFields.text(echo, "id");
    if (wamid.isEmpty()) {
      return withoutId(context);
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    JsonNode contact = group.isPresent() ? MissingNode.getInstance() : context.contact(named);
    Set<Identity> identities = new LinkedHashSet<>(named);
    identities.addAll(Contacts.identities(contact));
    if (group.isPresent()) {
      identities = Set.of(Identity.ofGroup(group.get()));
    }
    if (identities.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "an echo does not say to whom");
    }
    return new WebhookItem.Echoed(
        context.number(),
        identities,
        wamid.get(),
        timestamp.get(),
        sender,
        JsonFields.text(echo.path("context"), "id").or(() -> new SentBody(echo).context()),
        label,
        buttons,
        group.isPresent(),
        context.sourceWith(contact));
  }

  private static WebhookItem withoutId(ElementContext context) {
    return context.refuse(UnreadableReason.NO_ID, "an echo has no id");
  }
}
