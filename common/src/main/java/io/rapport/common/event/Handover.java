package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A conversation passed from one party to another.
 *
 * @param from who had it, where that is known
 * @param to who has it now
 * @param reason why, where the source says so
 */
public record Handover(Stamp stamp, Optional<Party> from, Party to, Optional<HandoverReason> reason)
    implements Activity {

  public Handover {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    requireNonNull(reason, "reason is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.HANDOVER;
  }
}
