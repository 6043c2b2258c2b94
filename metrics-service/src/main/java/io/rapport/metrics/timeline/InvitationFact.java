package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.SurveyScale;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer was asked for a rating.
 *
 * @param deliveredAt when the message that carried it arrived, or it was made where none did
 * @param repeated whether the same episode was asked about before: then it counts for nothing
 * @param rating the answer that counts
 * @param label of the message that carried it
 */
public record InvitationFact(
    UUID invitationId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    String survey,
    SurveyScale scale,
    Instant invitedAt,
    Optional<Instant> deliveredAt,
    boolean repeated,
    Optional<Rating> rating,
    CampaignLabel label) {

  /**
   * An answer on the survey's scale.
   *
   * @param at when it was given
   */
  public record Rating(int value, Instant at) {

    public Rating {
      requireNonNull(at, "at is null");
    }
  }

  public InvitationFact {
    requireNonNull(invitationId, "invitationId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(survey, "survey is null");
    requireNonNull(scale, "scale is null");
    requireNonNull(invitedAt, "invitedAt is null");
    requireNonNull(deliveredAt, "deliveredAt is null");
    requireNonNull(rating, "rating is null");
    requireNonNull(label, "label is null");
  }
}
