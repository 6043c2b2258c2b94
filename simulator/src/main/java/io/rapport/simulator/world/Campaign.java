package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Advertising sent to many people at once, in two variants of which {@code b} is the better one.
 *
 * @param labelled whether the sender labels its messages
 */
record Campaign(String account, String name, String template, Instant at, boolean labelled) {
  private static final List<String> THEMES =
      List.of("spring-sale", "loyalty-points", "new-arrivals", "win-back", "free-shipping");
  private static final Duration PAUSE = Duration.ofDays(5);

  /** The campaigns of an account that start in {@code [from, to)}. */
  static List<Campaign> of(Account account, Instant from, Instant to) {
    var campaigns = new ArrayList<Campaign>();
    var day = from.atZone(account.zone()).toLocalDate();
    int number = account.channels().size();
    for (var at = from; at.isBefore(to); at = at.plus(PAUSE)) {
      day = at.atZone(account.zone()).toLocalDate();
      var start = ZonedDateTime.of(day, LocalTime.of(10, 0), account.zone()).toInstant();
      if (!start.isBefore(from) && start.isBefore(to)) {
        var theme = THEMES.get(number % THEMES.size());
        campaigns.add(
            new Campaign(
                account.waba(),
                String.format(Locale.ROOT, "%s-%tY-%<tm", theme, day),
                theme.replace('-', '_'),
                start,
                // Some teams have not learnt to label yet.
                number % 6 != 5));
      }
      number++;
    }
    return campaigns;
  }
}
