package io.rapport.simulator.world;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes customers: the n-th of a seed is always the same person. */
public final class People {
  private record Home(String country, String prefix, ZoneId zone) {}

  private static final List<Home> HOMES =
      List.of(
          new Home("DE", "4915", ZoneId.of("Europe/Berlin")),
          new Home("DE", "4917", ZoneId.of("Europe/Berlin")),
          new Home("GB", "4477", ZoneId.of("Europe/London")),
          new Home("BR", "551199", ZoneId.of("America/Sao_Paulo")),
          new Home("BR", "551199", ZoneId.of("America/Sao_Paulo")),
          new Home("US", "1212", ZoneId.of("America/New_York")),
          new Home("NP", "97798", ZoneId.of("Asia/Kathmandu")));
  private static final List<String> NAMES =
      List.of("Ana", "Zoë", "João", "Jürgen", "Mia 🌸", "Ravi", "Sita", "O'Neil", "Łukasz", "अनु");

  private People() {}

  public static Person person(long seed, int index, Instant joined) {
    var dice = Dice.of(seed, "person/" + index);
    var home = dice.pick(HOMES);
    // The smaller account is the Brazilian one.
    var account = Account.ALL.get(dice.chance(home.country().equals("BR") ? 0.8 : 0.15) ? 1 : 0);
    return new Person(
        "p" + (index + 1),
        account.waba(),
        dice.pick(account.channels()).phoneNumberId(),
        home.zone(),
        home.country(),
        dice.chance(0.8),
        StrictMath.exp(0.8 * (dice.unit() + dice.unit() - 1)),
        StrictMath.exp(1.2 * (dice.unit() + dice.unit() - 1)),
        dice.pick(List.of("vip", "standard", "standard", "new")),
        identity(home, index, dice),
        joined);
  }

  private static Identity identity(Home home, int index, Dice dice) {
    // Numbers count up, so that no two people share one; Brazilian ones keep their ninth digit.
    var number = home.prefix() + String.format(Locale.ROOT, "%07d", index % 9_000_000);
    var userId = home.country() + "." + dice.alphanumeric(18);
    var name = dice.pick(NAMES);
    int kind = dice.below(20);
    if (kind < 4) {
      return new Identity(Optional.of(number), Optional.empty(), name, Optional.empty());
    }
    if (kind < 7) {
      return new Identity(
          Optional.empty(), Optional.of(userId), name, Optional.of("@user" + index));
    }
    return new Identity(Optional.of(number), Optional.of(userId), name, Optional.empty());
  }
}
