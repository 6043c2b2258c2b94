package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A customer gave a rating.
 *
 * @param invitation pseudonym of the invitation it answers
 * @param survey the survey's name
 * @param rating as it was given, which may be none of the scale's
 */
public record SurveyAnswered(
    Stamp stamp, UUID invitation, String survey, SurveyScale scale, int rating)
    implements Activity {

  public SurveyAnswered {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(invitation, "invitation is null");
    requireNonNull(survey, "survey is null");
    requireNonNull(scale, "scale is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.SURVEY_ANSWERED;
  }
}
