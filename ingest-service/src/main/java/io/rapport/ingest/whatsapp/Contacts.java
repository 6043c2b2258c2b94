package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The {@code contacts} array of a value, which tells more names of the people its messages and
 * statuses are about. It may be missing, and it does not say which element belongs to what: that is
 * told by a shared identifier, or by there being only one of each.
 */
final class Contacts {

  private final JsonNode array;
  private final Map<Identity, JsonNode> byIdentity;

  Contacts(JsonNode array) {
    this.array = array;
    this.byIdentity = array.isEmpty() ? Map.of() : new HashMap<>();
    if (array.isArray()) {
      for (var contact : array) {
        for (var identity : identities(contact)) {
          byIdentity.putIfAbsent(comparable(identity), contact);
        }
      }
    }
  }

  /**
   * The contact that belongs to an item, missing if none does.
   *
   * @param named what the item itself says of its person
   * @param alone whether the value speaks of nothing else
   */
  JsonNode of(Set<Identity> named, boolean alone) {
    for (var identity : named) {
      var contact = byIdentity.get(comparable(identity));
      if (contact != null) {
        return contact;
      }
    }
    return alone && array.isArray() && array.size() == 1 && !contradicts(named, array.get(0))
        ? array.get(0)
        : MissingNode.getInstance();
  }

  /** All names a contact carries. */
  static Set<Identity> identities(JsonNode contact) {
    var identities = new LinkedHashSet<Identity>();
    JsonFields.text(contact, "wa_id").flatMap(Identity::ofPerson).ifPresent(identities::add);
    JsonFields.text(contact, "user_id")
        .flatMap(id -> Identity.ofUserId(id, IdentityKind.USER_ID))
        .ifPresent(identities::add);
    JsonFields.text(contact, "parent_user_id")
        .flatMap(id -> Identity.ofUserId(id, IdentityKind.PARENT_USER_ID))
        .ifPresent(identities::add);
    return identities;
  }

  /**
   * Whether both name an identifier of the same kind, which differs. A parent's user id says
   * nothing here: that of one person may differ from one business family to the next.
   */
  private static boolean contradicts(Set<Identity> named, JsonNode contact) {
    return identities(contact).stream()
        .filter(theirs -> theirs.kind() != IdentityKind.PARENT_USER_ID)
        .anyMatch(
            theirs ->
                named.stream()
                    .filter(ours -> ours.kind() == theirs.kind())
                    .findAny()
                    .map(ours -> !comparable(ours).equals(comparable(theirs)))
                    .orElse(false));
  }

  private static Identity comparable(Identity identity) {
    return new Identity(identity.kind(), identity.canonical());
  }
}
