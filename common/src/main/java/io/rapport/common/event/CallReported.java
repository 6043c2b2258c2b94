package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Something happened to a call. That a customer called is told by a {@link MessageReceived} of type
 * {@link MessageType#CALL}, too.
 *
 * @param call pseudonym of the call
 * @param event what happened, in WhatsApp's lower-case word: connect, terminate, ringing, accepted,
 *     rejected
 * @param byBusiness whether the business called; empty where it is not said
 * @param seconds how long it lasted, at its end
 */
public record CallReported(
    Stamp stamp, UUID call, String event, Optional<Boolean> byBusiness, OptionalLong seconds)
    implements Activity {

  public CallReported {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(call, "call is null");
    requireNonNull(event, "event is null");
    requireNonNull(byBusiness, "byBusiness is null");
    requireNonNull(seconds, "seconds is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.CALL_REPORTED;
  }
}
