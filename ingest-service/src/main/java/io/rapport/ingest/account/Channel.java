package io.rapport.ingest.account;

/** A business phone number as the database knows it: two small integers. */
public record Channel(int accountId, int channelId) {}
