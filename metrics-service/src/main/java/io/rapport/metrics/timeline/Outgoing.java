package io.rapport.metrics.timeline;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** An outbound message and who or what sent it. */
record Outgoing(SentMessage message, Origin origin) {

  /** The order of outbound messages among themselves. */
  static final Comparator<Outgoing> ORDER =
      Comparator.comparing(Outgoing::sentAt).thenComparing(Outgoing::messageId, EventOrder.IDS);

  /**
   * What was registered wins; else a named template is one; else what Meta charges it as; else a
   * message outside the window can only have been a template.
   */
  static Outgoing classify(SentMessage message, CustomerWindow window) {
    var origin =
        message
            .label()
            .origin()
            .or(() -> message.label().template().map(name -> Origin.TEMPLATE))
            .or(() -> message.category().flatMap(category -> categorical(category)))
            .orElseGet(() -> window.openAt(message.sentAt()) ? Origin.SERVICE : Origin.TEMPLATE);
    return new Outgoing(message, origin);
  }

  private static Optional<Origin> categorical(PricingCategory category) {
    return switch (category) {
      case SERVICE -> Optional.of(Origin.SERVICE);
      case MARKETING, MARKETING_LITE, UTILITY, AUTHENTICATION, AUTHENTICATION_INTERNATIONAL ->
          Optional.of(Origin.TEMPLATE);
      case REFERRAL_CONVERSION -> Optional.empty();
    };
  }

  UUID messageId() {
    return message.messageId();
  }

  Instant sentAt() {
    return message.sentAt();
  }

  boolean businessInitiated() {
    return Initiation.businessInitiated(origin);
  }
}
