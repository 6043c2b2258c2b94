package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.MessageType;
import io.rapport.ingest.identity.Identity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads calls. One that a customer begins, answered or not, opens the window in which the business
 * may write freely, so it is something they sent as well.
 */
final class CallsField implements FieldReader {

  private static final int MAX_WORD = 32;

  private final ElementReader statuses;

  CallsField(StatusParser statuses) {
    requireNonNull(statuses, "statuses is null");
    this.statuses = (context, items) -> items.add(statuses.read(context));
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var value = change.value();
    int elements = value.path("calls").size() + value.path("statuses").size();
    var around = Surroundings.of(change, value, elements, items);
    if (around.isEmpty()) {
      return;
    }
    var arrays = around.get();
    arrays.each(value, "calls", CallsField::readCall, items);
    arrays.each(value, "statuses", statuses, items);
    arrays.each(value, "errors", BesideMessages::readError, items);
  }

  private static void readCall(ElementContext context, List<WebhookItem> items) {
    var call = context.item();
    var id = JsonFields.text(call, "id");
    if (id.isEmpty()) {
      items.add(context.refuse(UnreadableReason.NO_ID, "a call has no id"));
      return;
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      items.add(context.withoutTimestamp());
      return;
    }
    var event = JsonFields.shortText(call, "event", MAX_WORD);
    if (event.isEmpty()) {
      items.add(context.refuse(UnreadableReason.NOTHING_KNOWN, "a call without an event"));
      return;
    }
    var byBusiness = byBusiness(context);
    var named = named(context, byBusiness);
    var contact = context.contact(named);
    var who = new LinkedHashSet<>(named);
    who.addAll(Contacts.identities(contact));
    if (who.isEmpty()) {
      items.add(context.refuse(UnreadableReason.NO_IDENTITY, "a call does not say whose it is"));
      return;
    }
    var word = event.get().toLowerCase(Locale.ROOT);
    var source = context.sourceWith(contact);
    items.add(
        new WebhookItem.Happened(
            context.number(),
            who,
            timestamp.get(),
            id.get() + "/" + word,
            new Happening.Called(id.get(), word, byBusiness, JsonFields.integer(call, "duration")),
            source));
    if (word.equals("connect") && byBusiness.isPresent() && !byBusiness.get()) {
      items.add(
          new WebhookItem.Received(
              context.number(),
              who,
              id.get(),
              timestamp.get(),
              MessageType.CALL,
              true,
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              source));
    }
  }

  /** Who called: as it is said, or by which end has the business's number. */
  private static Optional<Boolean> byBusiness(ElementContext context) {
    var call = context.item();
    return switch (call.path("direction").asText()) {
      case "BUSINESS_INITIATED" -> Optional.of(true);
      case "USER_INITIATED" -> Optional.of(false);
      default -> {
        var business = context.number().displayPhoneNumber().flatMap(Identity::ofPerson);
        var from = JsonFields.text(call, "from").flatMap(Identity::ofPerson);
        yield business.flatMap(
            number -> from.map(caller -> caller.canonical().equals(number.canonical())));
      }
    };
  }

  private static Set<Identity> named(ElementContext context, Optional<Boolean> byBusiness) {
    return byBusiness.orElse(false)
        ? Participants.to(context.item())
        : Participants.from(context.item());
  }
}
