package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.Party;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads threads passing from one owner to another. {@code control_passed} goes to the new one,
 * {@code control_taken} to the one before; every member is optional.
 */
final class HandoverField implements FieldReader {

  @Override
  public void read(Change change, List<WebhookItem> items) {
    items.add(read(change));
  }

  private static WebhookItem read(Change change) {
    if (change.wabaId().isEmpty()) {
      return change.refuse(UnreadableReason.NO_ACCOUNT, "the entry has no usable id");
    }
    var value = change.value();
    var timestamp = Timestamps.of(value.path("timestamp")).or(change::time);
    if (timestamp.isEmpty()) {
      return change.refuse(UnreadableReason.NO_TIMESTAMP, "a handover does not say when");
    }
    var user = user(value.path("sender"));
    if (user.isEmpty()) {
      return change.refuse(
          UnreadableReason.HANDOVER_WITHOUT_USER, "a handover does not say whose thread it is");
    }
    var control = control(value);
    var to = party(control, "new_owner_role").or(() -> party(control, "new_owner_app_role"));
    if (to.isEmpty()) {
      return change.refuse(
          UnreadableReason.HANDOVER_WITHOUT_OWNER,
          "a handover names no new owner of a role we know");
    }
    var from =
        party(control, "previous_owner_role").or(() -> party(control, "previous_owner_app_role"));
    var reason =
        JsonFields.text(control, "metadata")
            .or(() -> JsonFields.text(value, "metadata"))
            .flatMap(HandoverReasons::of);
    return new WebhookItem.Happened(
        address(change, value),
        user,
        timestamp.get(),
        user.iterator().next().canonical()
            + "/"
            + from.map(Party::id).orElse("")
            + "/"
            + to.get().id(),
        new Happening.HandedOver(from, to.get(), reason),
        change.source());
  }

  /** By phone number as yet; a user id would stand beside it. */
  private static Set<Identity> user(JsonNode sender) {
    var user = new LinkedHashSet<Identity>();
    Participants.addPerson(user, JsonFields.firstText(sender, "phone_number", "wa_id", "id"));
    Participants.addUserId(user, JsonFields.text(sender, "user_id"), IdentityKind.USER_ID);
    return user;
  }

  private static JsonNode control(JsonNode value) {
    var passed = value.path("control_passed");
    return passed.isObject() ? passed : value.path("control_taken");
  }

  private static Optional<Party> party(JsonNode control, String member) {
    return JsonFields.text(control, member).flatMap(Owner::ofRole);
  }

  private static Address address(Change change, JsonNode value) {
    var wabaId = change.wabaId().orElseThrow();
    return Surroundings.number(wabaId, value.path("recipient"))
        .or(() -> Surroundings.number(wabaId, value.path("metadata")))
        .<Address>map(number -> number)
        .orElseGet(() -> new WholeAccount(wabaId));
  }
}
