package io.rapport.metrics.timeline;

import io.rapport.common.event.Money;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Shares conversions among all messages that touched before them. Amounts are shared in whole minor
 * units, and conversions in whole millionths: everybody gets the same, and what does not divide
 * goes one by one to those who touched first, so that the parts add up to the whole exactly, in
 * whatever order and grouping they are added.
 */
final class Sharing {

  static final int WHOLE = 1_000_000;

  private Sharing() {}

  /**
   * @param touches one of each message, the earliest first
   * @param horizon how long after a message's sending refunds count
   */
  static List<ConversionTouchFact> among(
      Order order,
      List<Touch> touches,
      Duration horizon,
      Exclusion exclusion,
      Lifecycles lifecycles) {
    int of = touches.size();
    var conversion = order.conversion();
    long worth = conversion.value().map(Money::minorUnits).orElse(0L);
    var facts = new ArrayList<ConversionTouchFact>();
    for (int i = 0; i < of; i++) {
      var touch = touches.get(i);
      var returned = order.until(touch.sentAt().plus(horizon));
      facts.add(
          new ConversionTouchFact(
              id(conversion.order(), touch.messageId()),
              conversion.order(),
              exclusion,
              lifecycles.at(touch.sentAt()),
              order.at(),
              touch,
              i == 0,
              (int) part(WHOLE, i, of),
              conversion.value(),
              returned.refunded(),
              part(worth, i, of) - part(returned.refunded(), i, of),
              returned.undoneAt()));
    }
    return facts;
  }

  /** The part that the i-th of some gets of a whole. */
  static long part(long whole, int i, int of) {
    return Math.floorDiv(whole, of) + (i < Math.floorMod(whole, of) ? 1 : 0);
  }

  private static UUID id(UUID order, UUID message) {
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(order.getMostSignificantBits())
            .putLong(order.getLeastSignificantBits())
            .putLong(message.getMostSignificantBits())
            .putLong(message.getLeastSignificantBits())
            .array());
  }
}
