package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * A customer was asked for a rating.
 *
 * @param invitation pseudonym of the invitation, to which its answers refer
 * @param survey the survey's name
 * @param message what carried it, where it was a message of ours
 */
public record SurveyInvited(
    Stamp stamp, UUID invitation, String survey, SurveyScale scale, Optional<UUID> message)
    implements Activity {

  public SurveyInvited {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(invitation, "invitation is null");
    requireNonNull(survey, "survey is null");
    requireNonNull(scale, "scale is null");
    requireNonNull(message, "message is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.SURVEY_INVITED;
  }
}
