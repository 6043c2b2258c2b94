package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What waits for an answer: a run of customer messages with no answer in between.
 *
 * @param turnId its first message
 * @param answerableUntil the contact's next turn, or 7 days, whichever is first
 * @param humanClockFrom from when a person is waited for, if not from the start: the handover after
 *     a bot's answer
 * @param businessWaits the waits for the answers during business hours
 * @param label of the business-initiated message whose reply opened the episode
 */
public record TurnFact(
    UUID turnId,
    UUID episodeId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    boolean firstInEpisode,
    Instant startedAt,
    Instant answerableUntil,
    Optional<Answer> answer,
    Optional<Instant> humanAnsweredAt,
    Optional<Instant> botAnsweredAt,
    Optional<Instant> humanClockFrom,
    BusinessWaits businessWaits,
    CampaignLabel label) {

  public TurnFact {
    requireNonNull(turnId, "turnId is null");
    requireNonNull(episodeId, "episodeId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(answerableUntil, "answerableUntil is null");
    requireNonNull(answer, "answer is null");
    requireNonNull(humanAnsweredAt, "humanAnsweredAt is null");
    requireNonNull(botAnsweredAt, "botAnsweredAt is null");
    requireNonNull(humanClockFrom, "humanClockFrom is null");
    requireNonNull(businessWaits, "businessWaits is null");
    requireNonNull(label, "label is null");
  }

  /** How long a person was waited for, once one answered. */
  public Optional<Duration> humanWait() {
    return humanAnsweredAt.map(at -> Duration.between(humanClockFrom.orElse(startedAt), at));
  }
}
