package io.rapport.metrics.timeline;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a contact came into touch with what the business began, on whatever channel. Surveys ask
 * about what was bought and sell nothing.
 */
final class Touches {

  private final Map<TouchBasis, NavigableMap<Instant, Outgoing>> byBasis =
      new EnumMap<>(TouchBasis.class);

  /**
   * @param outbound in order: of two touches in one second the one by the later message counts
   */
  Touches(List<Outgoing> outbound, Clicks clicks) {
    for (var basis : TouchBasis.values()) {
      byBasis.put(basis, new TreeMap<>());
    }
    outbound.stream()
        .filter(Touches::eligible)
        .forEach(
            message -> {
              message.message().readAt().ifPresent(at -> add(TouchBasis.READ, at, message));
              message
                  .message()
                  .deliveredAt()
                  .ifPresent(at -> add(TouchBasis.DELIVERY, at, message));
            });
    clicks.all().stream()
        .filter(click -> eligible(click.message()))
        .sorted(Clicks.Clicked.ORDER)
        .forEach(click -> add(TouchBasis.CLICK, click.at(), click.message()));
  }

  /** What did not arrive in time reached nobody, whatever else is told of it. */
  private static boolean eligible(Outgoing message) {
    return message.businessInitiated()
        && message.origin() != Origin.SURVEY
        && message
            .message()
            .deliveredAt()
            .filter(
                at -> Duration.between(message.sentAt(), at).compareTo(ConversionFact.HORIZON) <= 0)
            .isPresent();
  }

  private void add(TouchBasis basis, Instant at, Outgoing message) {
    byBasis.get(basis).put(at, message);
  }

  /** The last eligible touch before something, of the strongest basis that has one. */
  Optional<Touch> before(Instant moment) {
    return byBasis.entrySet().stream()
        .flatMap(entry -> last(entry.getKey(), entry.getValue(), moment).stream())
        .findFirst();
  }

  private static Optional<Touch> last(
      TouchBasis basis, NavigableMap<Instant, Outgoing> touches, Instant moment) {
    return Optional.ofNullable(touches.floorEntry(moment))
        .filter(touch -> Duration.between(touch.getKey(), moment).compareTo(basis.window()) <= 0)
        .map(touch -> touch(basis, touch.getKey(), touch.getValue()));
  }

  private static Touch touch(TouchBasis basis, Instant at, Outgoing message) {
    return new Touch(
        message.messageId(),
        message.message().channelId(),
        basis,
        at,
        message.sentAt(),
        message.origin(),
        message.message().category(),
        CampaignLabel.of(message.message().label()));
  }
}
