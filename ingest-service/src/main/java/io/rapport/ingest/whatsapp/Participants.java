package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Members that name a person in a certain role: {@code from}, {@code to_user_id} and the like. */
final class Participants {

  private Participants() {}

  /** Whom an echo or a call was sent to. */
  static Set<Identity> to(JsonNode item) {
    var named = new LinkedHashSet<Identity>();
    addPerson(named, JsonFields.text(item, "to"));
    addUserId(
        named, JsonFields.firstText(item, "to_user_id", "recipient_user_id"), IdentityKind.USER_ID);
    addUserId(
        named,
        JsonFields.firstText(
            item, "to_parent_user_id", "recipient_parent_user_id", "parent_recipient_user_id"),
        IdentityKind.PARENT_USER_ID);
    // The Send API's word for a user id; a parent's is told by its form.
    addPerson(named, JsonFields.text(item, "recipient"));
    return named;
  }

  /** Who wrote a message or called. */
  static Set<Identity> from(JsonNode item) {
    var named = new LinkedHashSet<Identity>();
    addPerson(named, JsonFields.text(item, "from"));
    addUserId(named, JsonFields.text(item, "from_user_id"), IdentityKind.USER_ID);
    addUserId(named, JsonFields.text(item, "from_parent_user_id"), IdentityKind.PARENT_USER_ID);
    return named;
  }

  static void addPerson(Set<Identity> named, Optional<String> value) {
    value.flatMap(Identity::ofPerson).ifPresent(named::add);
  }

  static void addUserId(Set<Identity> named, Optional<String> value, IdentityKind kind) {
    value.flatMap(id -> Identity.ofUserId(id, kind)).ifPresent(named::add);
  }
}
