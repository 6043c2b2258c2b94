package io.rapport.ingest.account;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.subscription.SubscriptionWords;

/**
 * The settings of an account, ready for use.
 *
 * @param words all that end or begin a subscription: known ones, the installation's, the account's
 */
public record EffectiveSettings(AccountSettings settings, SubscriptionWords words) {

  public EffectiveSettings {
    requireNonNull(settings, "settings is null");
    requireNonNull(words, "words is null");
  }
}
