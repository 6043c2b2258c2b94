package io.rapport.e2e.oracle;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A message a customer really wrote.
 *
 * @param kind the message type as WhatsApp names it; an interactive one by the kind of its reply
 * @param context the wamid it quotes or taps
 */
public record Inbound(
    String account,
    String channel,
    String person,
    String wamid,
    Instant at,
    String kind,
    Optional<String> context,
    boolean optOut,
    boolean group) {

  private static final Set<String> NOT_SUBSTANTIVE =
      Set.of("reaction", "request_welcome", "system", "edit", "revoke", "ephemeral", "call");
  private static final Set<String> TAPPED = Set.of("button", "button_reply", "list_reply");

  boolean substantive() {
    return !NOT_SUBSTANTIVE.contains(kind);
  }

  boolean opensWindow() {
    return substantive() || kind.equals("call") || kind.equals("request_welcome");
  }

  boolean tapped() {
    return TAPPED.contains(kind);
  }
}
