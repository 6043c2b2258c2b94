package io.rapport.simulator.world;

/**
 * A business phone number.
 *
 * @param phoneNumberId the id Meta gives it, the {@code phone_number_id} of webhooks and sends
 * @param displayNumber the number itself, digits only
 */
public record Channel(String phoneNumberId, String displayNumber) {}
