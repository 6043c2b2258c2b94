package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What people did that the business hopes for, each with the message it is due to. */
final class Conversions {
  static final Duration OF_A_CLICK = Duration.ofDays(7);
  static final Duration OF_A_RECEIPT = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private Conversions() {}

  /**
   * @param touch click, read or delivery
   * @param worth what is left of it by currency when nothing counts any more; empty if it was all
   *     given back
   */
  record Due(Instant at, MessageFact message, String touch, Optional<Map<String, Long>> worth) {

    boolean counts() {
      return worth.isPresent() && !at.isAfter(message.sentAt().plus(WEEK));
    }
  }

  /** The conversions of an account that are due to a message. */
  static List<Due> due(Shop shop, List<MessageFact> messages) {
    return shop.conversions().stream()
        .flatMap(conversion -> due(conversion, shop, messages).stream())
        .toList();
  }

  private static Optional<Due> due(Reported conversion, Shop shop, List<MessageFact> messages) {
    var own = persuading(conversion, messages);
    var at = conversion.at();
    return touched("click", own, message -> lastClick(message, at), OF_A_CLICK, conversion, shop)
        .or(() -> touched("read", own, MessageFact::readAt, OF_A_RECEIPT, conversion, shop))
        .or(
            () ->
                touched("delivery", own, MessageFact::deliveredAt, OF_A_RECEIPT, conversion, shop));
  }

  /** What could have led to it at all; what came too late reached nobody. */
  static List<MessageFact> persuading(Reported conversion, List<MessageFact> messages) {
    return messages.stream()
        .filter(message -> message.person().equals(conversion.person()))
        .filter(message -> message.businessInitiated() && !message.survey())
        .filter(message -> message.excluded().isEmpty())
        .filter(message -> message.deliveredWithin(WEEK))
        .toList();
  }

  private static Optional<Instant> lastClick(MessageFact message, Instant before) {
    return message.clickedAt().stream()
        .filter(click -> !click.isAfter(before))
        .max(Comparator.naturalOrder());
  }

  private static Optional<Due> touched(
      String touch,
      List<MessageFact> messages,
      Function<MessageFact, Optional<Instant>> when,
      Duration within,
      Reported conversion,
      Shop shop) {
    var candidates =
        messages.stream()
            .filter(
                message ->
                    when.apply(message)
                        .filter(time -> !time.isAfter(conversion.at()))
                        .filter(time -> !conversion.at().isAfter(time.plus(within)))
                        .isPresent())
            .sorted(Comparator.comparing(message -> when.apply(message).orElseThrow()))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    var last = candidates.getLast();
    if (candidates.stream().filter(it -> when.apply(it).equals(when.apply(last))).count() > 1) {
      throw new IllegalStateException("two messages of one second could have led to " + conversion);
    }
    return Optional.of(
        new Due(conversion.at(), last, touch, shop.worth(conversion, last.sentAt().plus(WEEK))));
  }
}
