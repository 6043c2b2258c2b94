package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A conversation was declared over.
 *
 * @param by who said so, where that is known
 */
public record ConversationResolved(Stamp stamp, Optional<Party> by) implements Activity {

  public ConversationResolved {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(by, "by is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.CONVERSATION_RESOLVED;
  }
}
