package io.rapport.metrics.kpi;

import static io.rapport.metrics.statistics.IntervalMethod.ADJUSTED_WALD;
import static io.rapport.metrics.statistics.IntervalMethod.WILSON;

import io.rapport.metrics.kpi.Computation.Rate;
import io.rapport.metrics.kpi.Computation.RateDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** How customers rate the service. */
final class SurveyKpis {

  static final KpiDefinition CSAT =
      new KpiDefinition(
          "csat",
          "Customer satisfaction",
          1,
          Unit.RATIO,
          "ratings of 4 and 5 / ratings from 1 to 5; of invitations that arrived, one an episode; the last"
              + " answer within 24 h of the first, within 14 d of arrival",
          Optional.of(Measure.RATED_CSAT.horizon()),
          WILSON.id(),
          List.of("invitation.delivered_at", "invitation.rating"),
          new Rate(
              new Ratio(Measure.SATISFIED, Measure.RATED_CSAT),
              RateDetail.SATISFACTION,
              new LinkedHashMap<>(),
              List.of()));

  static final KpiDefinition NPS =
      new KpiDefinition(
          "nps",
          "Net promoter score",
          1,
          Unit.POINTS,
          "ratings of 9 and 10 less those of 0 to 6 / ratings from 0 to 10, of a hundred; of invitations"
              + " that arrived, one an episode; the last answer within 24 h of the first, within 14 d of"
              + " arrival; numerator: ratings of 9 and 10",
          Optional.of(Measure.RATED_NPS.horizon()),
          ADJUSTED_WALD.id(),
          List.of("invitation.delivered_at", "invitation.rating"),
          new Rate(
              new Ratio(Measure.PROMOTERS, Measure.RATED_NPS),
              RateDetail.PROMOTERS,
              new LinkedHashMap<>(),
              List.of()));

  static final KpiDefinition CES =
      new KpiDefinition(
          "ces",
          "Customer effort score",
          1,
          Unit.RATIO,
          "ratings of 5 to 7 / ratings from 1 to 7; of invitations that arrived, one an episode; the last"
              + " answer within 24 h of the first, within 14 d of arrival",
          Optional.of(Measure.RATED_CES.horizon()),
          WILSON.id(),
          List.of("invitation.delivered_at", "invitation.rating"),
          new Rate(
              new Ratio(Measure.EASY, Measure.RATED_CES),
              RateDetail.EFFORT,
              new LinkedHashMap<>(),
              List.of()));

  private SurveyKpis() {}
}
