package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Reads a field about the account itself: its templates, numbers, limits, flows, restrictions. */
final class AccountField implements FieldReader {

  private static final String OF_PARTNERS = "PARTNER_";

  private final AccountMembers members;

  AccountField(AccountMembers members) {
    this.members = requireNonNull(members, "members is null");
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var value = change.value();
    if (change.field().equals(WebhookFields.TEMPLATE_STATUS)
        && value.has("new_quality_score")
        && !value.has("event")) {
      // WhatsApp's own example of the one announces itself as the other.
      add(change, WebhookFields.TEMPLATE_QUALITY, qualityMembers(), items);
    } else {
      add(change, change.field(), members, items);
    }
  }

  private static AccountMembers qualityMembers() {
    return AccountFields.ALL.get(WebhookFields.TEMPLATE_QUALITY);
  }

  private static void add(
      Change change, String field, AccountMembers members, List<WebhookItem> items) {
    var value = change.value();
    var event = members.eventOf(value);
    var attributes = members.attributesOf(value);
    var subject = members.subjectOf(value);
    if (event.isEmpty() && attributes.isEmpty() && subject.isEmpty()) {
      items.add(
          change.refuse(
              UnreadableReason.NOTHING_KNOWN, "none of the members this field is known for"));
      return;
    }
    // Partners are told of by the id of their portfolio; the account stands inside.
    var named = Change.id(value.path("waba_info"), "waba_id");
    var wabaId = named.or(change::wabaId);
    if (wabaId.isEmpty()) {
      items.add(change.refuse(UnreadableReason.NO_ACCOUNT, "the entry has no usable id"));
      return;
    }
    items.add(
        new WebhookItem.OfAccount(
            new WholeAccount(wabaId.get()),
            named.isPresent() || entryIsAccount(field, event),
            members.displayNumberOf(value),
            Timestamps.of(value.path("timestamp")).or(change::time),
            field,
            event,
            subject.map(Subject.Named::new),
            attributes,
            change.source()));
  }

  private static boolean entryIsAccount(String field, Optional<String> event) {
    return switch (field) {
      case WebhookFields.PARTNER_SOLUTIONS -> false;
      case WebhookFields.ACCOUNT_UPDATE ->
          event.isPresent() && !event.get().startsWith(OF_PARTNERS);
      default -> true;
    };
  }
}
