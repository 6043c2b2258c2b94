package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * When a contact came into touch with what the business began, on whatever channel. Surveys ask
 * about what was bought and sell nothing.
 */
final class Touches {

  private static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::at)
          .thenComparing(Touch::sentAt)
          .thenComparing(Touch::messageId, EventOrder.IDS);

  private final Attribution attribution;
  private final Map<TouchBasis, NavigableMap<Instant, List<Outgoing>>> byBasis =
      new EnumMap<>(TouchBasis.class);

  /**
   * @param outbound in order: of two touches in one second the one by the later message counts
   */
  Touches(List<Outgoing> outbound, Clicks clicks, Attribution attribution) {
    this.attribution = requireNonNull(attribution, "attribution is null");
    for (var basis : TouchBasis.values()) {
      byBasis.put(basis, new TreeMap<>());
    }
    outbound.stream()
        .filter(this::eligible)
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
  private boolean eligible(Outgoing message) {
    return message.businessInitiated()
        && message.origin() != Origin.SURVEY
        && message.message().deliveredAt().filter(at -> withinHorizon(message, at)).isPresent();
  }

  private void add(TouchBasis basis, Instant at, Outgoing message) {
    byBasis.get(basis).computeIfAbsent(at, moment -> new ArrayList<>()).add(message);
  }

  private boolean withinHorizon(Outgoing message, Instant at) {
    return Duration.between(message.sentAt(), at).compareTo(attribution.horizon()) <= 0;
  }

  /** The last eligible touch before something, of the strongest basis that has one. */
  Optional<Touch> before(Instant moment) {
    return byBasis.entrySet().stream()
        .flatMap(entry -> last(entry.getKey(), entry.getValue(), moment).stream())
        .findFirst();
  }

  private Optional<Touch> last(
      TouchBasis basis, NavigableMap<Instant, List<Outgoing>> touches, Instant moment) {
    return Optional.ofNullable(within(basis, touches, moment).lastEntry())
        .map(touch -> touch(basis, touch.getKey(), touch.getValue().getLast()));
  }

  private NavigableMap<Instant, List<Outgoing>> within(
      TouchBasis basis, NavigableMap<Instant, List<Outgoing>> touches, Instant moment) {
    var window = attribution.window(basis);
    return window.isZero()
        ? Collections.emptyNavigableMap()
        : touches.subMap(moment.minus(window), true, moment, true);
  }

  /**
   * Every message with an eligible touch before something that counts for it, by its earliest one;
   * the earliest first, of one second that of the earlier message.
   */
  List<Touch> allBefore(Instant moment) {
    Map<UUID, Touch> byMessage = new HashMap<>();
    byBasis.forEach(
        (basis, touches) ->
            within(basis, touches, moment)
                .forEach(
                    (at, messages) ->
                        messages.stream()
                            .filter(message -> withinHorizon(message, moment))
                            .forEach(
                                message ->
                                    byMessage.merge(
                                        message.messageId(),
                                        touch(basis, at, message),
                                        Touches::earlier))));
    return byMessage.values().stream().sorted(ORDER).toList();
  }

  private static Touch earlier(Touch one, Touch other) {
    return other.at().isBefore(one.at()) ? other : one;
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
