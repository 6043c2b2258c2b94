package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What people did that the business hopes for, shared among all messages that came before. */
final class Shares {
  static final long WHOLE = 1_000_000;

  private static final Duration WEEK = Duration.ofDays(7);

  private Shares() {}

  /**
   * What one message gets.
   *
   * @param first whether it touched first
   * @param worth of all of the conversion by currency, as far as it was not given back by the end
   *     of the message's week
   * @param millionths of the conversion that are its share
   * @param share of what it is worth
   */
  record Share(
      MessageFact message,
      boolean first,
      Map<String, Long> worth,
      long millionths,
      Map<String, Long> share) {}

  private record Touched(MessageFact message, Instant at) {}

  static List<Share> of(Shop shop, List<MessageFact> messages) {
    return shop.conversions().stream().flatMap(it -> of(it, shop, messages)).toList();
  }

  private static Stream<Share> of(Reported conversion, Shop shop, List<MessageFact> messages) {
    var touched =
        Conversions.persuading(conversion, messages).stream()
            .filter(message -> !conversion.at().isAfter(message.sentAt().plus(WEEK)))
            .flatMap(
                it -> earliestTouch(it, conversion.at()).map(at -> new Touched(it, at)).stream())
            .sorted(Comparator.comparing(Touched::at).thenComparing(it -> it.message().sentAt()))
            .toList();
    for (int i = 1; i < touched.size(); i++) {
      if (Objects.equals(touched.get(i - 1).at(), touched.get(i).at())
          && touched.get(i - 1).message().sentAt().equals(touched.get(i).message().sentAt())) {
        throw new IllegalStateException("two first touches of one second before " + conversion);
      }
    }
    var shares = new ArrayList<Share>();
    for (int i = 0; i < touched.size(); i++) {
      var message = touched.get(i).message();
      var worth = shop.worth(conversion, message.sentAt().plus(WEEK));
      if (worth.isPresent()) {
        long whole = conversion.said().path("value").path("minorUnits").asLong();
        var part = new HashMap<String, Long>();
        for (var left : worth.get().entrySet()) {
          // What was given back is shared like what was bought.
          long back = part(whole - left.getValue(), i, touched.size());
          part.put(left.getKey(), part(whole, i, touched.size()) - back);
        }
        shares.add(new Share(message, i == 0, worth.get(), part(WHOLE, i, touched.size()), part));
      }
    }
    return shares.stream();
  }

  /** Within the window of its kind, whatever that is. */
  private static Optional<Instant> earliestTouch(MessageFact message, Instant before) {
    return Stream.concat(
            message.clickedAt().stream()
                .filter(at -> !before.isAfter(at.plus(Conversions.OF_A_CLICK))),
            Stream.concat(message.readAt().stream(), message.deliveredAt().stream())
                .filter(at -> !before.isAfter(at.plus(Conversions.OF_A_RECEIPT))))
        .filter(at -> !at.isAfter(before))
        .min(Comparator.naturalOrder());
  }

  /** What does not divide goes to the earliest, one to each. */
  private static long part(long whole, int i, int of) {
    return whole / of + (i < whole % of ? 1 : 0);
  }
}
