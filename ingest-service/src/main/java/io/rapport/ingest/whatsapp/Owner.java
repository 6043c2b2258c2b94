package io.rapport.ingest.whatsapp;

import io.rapport.common.event.Party;
import java.util.Optional;

/** Who a thread belongs to, by the names of Conversation Routing. */
final class Owner {

  private Owner() {}

  /** Empty for a role nobody has told us about. */
  static Optional<Party> ofRole(String role) {
    return Optional.ofNullable(
        switch (role) {
          case "ai_agent", "meta_business_agent" -> Party.BOT;
          // A person, or the queue in front of one.
          case "escalation", "customer_service" -> Party.HUMAN;
          case "marketing", "utility", "ctwa" -> Party.AUTOMATION;
          default -> null;
        });
  }
}
