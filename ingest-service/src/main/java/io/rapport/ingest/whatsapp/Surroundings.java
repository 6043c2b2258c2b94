package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/**
 * What a change's value says around the elements of its arrays.
 *
 * @param number the business phone number, where the metadata names one
 * @param alone whether the value speaks of one message or status and nothing else
 */
record Surroundings(
    Change change,
    String wabaId,
    Optional<BusinessNumber> number,
    JsonNode metadata,
    Contacts contacts,
    boolean alone) {

  /** Many accounts have a number of this length; nobody writes one that is longer. */
  private static final int MAX_DISPLAY_LENGTH = 64;

  /**
   * Empty, with the refusal among the items, if the change belongs to no account.
   *
   * @param holder what holds metadata and contacts: the value, or something inside it
   * @param elements how many messages and statuses there are
   */
  static Optional<Surroundings> of(
      Change change, JsonNode holder, int elements, List<WebhookItem> items) {
    if (change.wabaId().isEmpty()) {
      items.add(change.refuse(UnreadableReason.NO_ACCOUNT, "the entry has no usable id"));
      return Optional.empty();
    }
    var wabaId = change.wabaId().get();
    var metadata = either(holder, change.value(), "metadata");
    return Optional.of(
        new Surroundings(
            change,
            wabaId,
            number(wabaId, metadata),
            metadata,
            new Contacts(either(holder, change.value(), "contacts")),
            elements == 1));
  }

  private static JsonNode either(JsonNode inner, JsonNode outer, String name) {
    var found = inner.path(name);
    return found.isMissingNode() ? outer.path(name) : found;
  }

  /** The number that metadata names. */
  static Optional<BusinessNumber> number(String wabaId, JsonNode metadata) {
    return Change.id(metadata, "phone_number_id")
        .map(
            phoneNumberId ->
                new BusinessNumber(
                    wabaId,
                    phoneNumberId,
                    JsonFields.shortText(metadata, "display_phone_number", MAX_DISPLAY_LENGTH)));
  }

  /** The number, or the account where there is none. */
  Address address() {
    return number.<Address>map(found -> found).orElseGet(() -> new WholeAccount(wabaId));
  }

  /** Reads an array of elements that are nothing without a business phone number. */
  void each(JsonNode holder, String array, ElementReader reader, List<WebhookItem> items) {
    each(holder, array, Shape.PLAIN, true, reader, items);
  }

  /**
   * Reads an array that may be missing.
   *
   * @param shape where in a value it stands
   * @param numbered whether its elements are nothing without a business phone number
   */
  void each(
      JsonNode holder,
      String array,
      Shape shape,
      boolean numbered,
      ElementReader reader,
      List<WebhookItem> items) {
    var elements = holder.path(array);
    if (elements.isMissingNode() || elements.isNull()) {
      return;
    }
    var place = new ItemSource.Place(change.entry(), change.field(), metadata, shape, array);
    if (!elements.isArray()) {
      items.add(
          refuse(
              UnreadableReason.NOT_AN_ARRAY,
              array + " is no array",
              new ItemSource.Member(place, elements)));
      return;
    }
    for (var item : elements) {
      if (!item.isObject()) {
        items.add(
            refuse(
                UnreadableReason.NOT_AN_OBJECT,
                "an element of " + array + " is no object",
                element(place, item)));
      } else if (numbered && number.isEmpty()) {
        items.add(
            refuse(
                UnreadableReason.NO_PHONE_NUMBER,
                "metadata names no usable phone_number_id",
                element(place, item)));
      } else {
        reader.read(new ElementContext(this, place, item), items);
      }
    }
  }

  private static ItemSource element(ItemSource.Place place, JsonNode item) {
    return new ItemSource.Element(place, MissingNode.getInstance(), item);
  }

  private WebhookItem refuse(UnreadableReason reason, String detail, ItemSource source) {
    return new WebhookItem.Unreadable(Optional.of(wabaId), reason, detail, source);
  }
}
