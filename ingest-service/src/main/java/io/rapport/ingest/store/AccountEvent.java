package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A fact about the account itself and about no contact: no personal data.
 *
 * @param id derived from what it says ({@link EventIds#ofAccount}), so that a repeated delivery is
 *     the same row
 * @param channelId the business phone number it is about
 * @param displayNumber the same as people write it, where only that is known
 * @param field the webhook field
 * @param event what happened, in WhatsApp's word
 * @param subject of what: a template's id, a flow's id, the digest of a group
 * @param attributes the documented members; bounded
 */
public record AccountEvent(
    UUID id,
    Instant occurredAt,
    OptionalInt channelId,
    Optional<String> displayNumber,
    String field,
    Optional<String> event,
    Optional<String> subject,
    JsonObject attributes) {

  public AccountEvent {
    requireNonNull(id, "id is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(channelId, "channelId is null");
    requireNonNull(displayNumber, "displayNumber is null");
    requireNonNull(field, "field is null");
    requireNonNull(event, "event is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(attributes, "attributes is null");
  }
}
