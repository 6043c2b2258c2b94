package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * A customer followed a tracking link: out of a message ({@link EventKind#LINK_CLICKED}), or into
 * the conversation ({@link EventKind#LINK_FOLLOWED}).
 *
 * @param link the link's id
 * @param message pseudonym of the message the link was in, or of the first message that came by it
 * @param label the campaign the link belongs to
 */
public record LinkUsed(
    Stamp stamp, EventKind kind, UUID link, Optional<UUID> message, MessageLabel label)
    implements Activity {

  public LinkUsed {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(link, "link is null");
    requireNonNull(message, "message is null");
    requireNonNull(label, "label is null");
    if (kind != EventKind.LINK_CLICKED && kind != EventKind.LINK_FOLLOWED) {
      throw new IllegalArgumentException("not of a link: " + kind);
    }
  }
}
