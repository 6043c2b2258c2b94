package io.rapport.simulator.world;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A WhatsApp Business Account with its phone numbers.
 *
 * @param waba its id
 * @param zone where its people work
 */
public record Account(String waba, List<Channel> channels, ZoneId zone) {
  /** The two accounts of every simulated world. */
  public static final List<Account> ALL =
      List.of(
          new Account(
              "100200300400501",
              List.of(
                  new Channel("100200300400611", "493012345601"),
                  new Channel("100200300400612", "493012345602")),
              ZoneId.of("Europe/Berlin")),
          new Account(
              "100200300400502",
              List.of(new Channel("100200300400621", "551130123401")),
              ZoneId.of("America/Sao_Paulo")));

  public Account {
    channels = List.copyOf(channels);
  }

  /** The account with this id. */
  public static Account of(String waba) {
    return ALL.stream().filter(account -> account.waba.equals(waba)).findFirst().orElseThrow();
  }

  /** The account and channel with this phone number id. */
  public static Optional<Account> owning(String phoneNumberId) {
    return ALL.stream().filter(account -> account.channel(phoneNumberId).isPresent()).findFirst();
  }

  public Optional<Channel> channel(String phoneNumberId) {
    return channels.stream()
        .filter(channel -> channel.phoneNumberId().equals(phoneNumberId))
        .findFirst();
  }
}
