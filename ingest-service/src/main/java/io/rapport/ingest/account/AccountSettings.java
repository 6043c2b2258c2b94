package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.subscription.SubscriptionWords;
import io.rapport.ingest.subscription.WordLanguage;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the people of an account decide about what comes in.
 *
 * @param contentRetentionDays how long the text of messages is kept; empty: it is not kept at all
 * @param optOutKeywords texts that end a subscription, beside the known ones
 * @param optInKeywords texts that begin one, beside the known ones
 * @param languages whose known words apply; empty: those of all languages
 */
public record AccountSettings(
    Optional<Integer> contentRetentionDays,
    List<String> optOutKeywords,
    List<String> optInKeywords,
    Optional<Set<WordLanguage>> languages) {

  /** What holds where nobody has decided anything: the text of messages is dropped at the door. */
  public static final AccountSettings DEFAULT =
      new AccountSettings(Optional.empty(), List.of(), List.of(), Optional.empty());

  public AccountSettings {
    requireNonNull(contentRetentionDays, "contentRetentionDays is null");
    optOutKeywords = List.copyOf(optOutKeywords);
    optInKeywords = List.copyOf(optInKeywords);
    languages = languages.map(Set::copyOf);
  }

  /** How long the text of messages is kept; empty: it is not kept at all. */
  public Optional<Duration> contentRetention() {
    return contentRetentionDays.map(Duration::ofDays);
  }

  /**
   * All words that end or begin a subscription here.
   *
   * @param optOut words of the whole installation
   * @param optIn words of the whole installation
   */
  SubscriptionWords words(Collection<String> optOut, Collection<String> optIn) {
    return SubscriptionWords.of(
        languages.orElseGet(() -> EnumSet.allOf(WordLanguage.class)),
        joined(optOut, optOutKeywords),
        joined(optIn, optInKeywords));
  }

  private static List<String> joined(Collection<String> some, Collection<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
