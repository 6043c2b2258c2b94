package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The business phone number a webhook is about.
 *
 * @param wabaId the account it belongs to
 * @param displayPhoneNumber how people write it, where the webhook says so
 */
record BusinessNumber(String wabaId, String phoneNumberId, Optional<String> displayPhoneNumber)
    implements Address {

  BusinessNumber {
    requireNonNull(wabaId, "wabaId is null");
    requireNonNull(phoneNumberId, "phoneNumberId is null");
    requireNonNull(displayPhoneNumber, "displayPhoneNumber is null");
  }
}
