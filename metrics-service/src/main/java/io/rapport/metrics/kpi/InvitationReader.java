package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;

import io.rapport.common.event.SurveyScale;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Invitations that were answered. */
final class InvitationReader implements FactReader {

  @Override
  public String columns() {
    return "invitation_id, survey, scale, delivered_at, rating, answered_at, template";
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Invitation.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var delivered = instant(row, "delivered_at").orElseThrow();
    var answered = instant(row, "answered_at");
    int rating = row.getInteger("rating");
    return new Fact.Invitation(
        row.getUUID("contact_id"),
        row.getUUID("invitation_id"),
        channel,
        row.getString("survey"),
        SurveyScale.ofCode(row.getShort("scale")).id(),
        delivered,
        answered,
        rating,
        FactReader.text(row, "template"),
        FactReader.lifecycle(row),
        Reason.after("rated " + rating, delivered, answered.orElseThrow(), "it arrived")
            + Reason.ageOf(kpi));
  }
}
