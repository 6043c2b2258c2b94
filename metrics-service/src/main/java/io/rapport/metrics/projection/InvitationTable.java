package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.InvitationFact;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.stream.Stream;

/** The table of invitations to surveys, each with the answer that counts. */
final class InvitationTable {

  static final FactTable<InvitationFact> INVITATIONS =
      new FactTable<>(
          "invitation",
          "invitation_id",
          InvitationFact::invitationId,
          Stream.concat(
                  Stream.<Column<InvitationFact>>of(
                      required("channel_id", INT, InvitationFact::channelId),
                      required("survey", TEXT, InvitationFact::survey),
                      required("scale", SMALLINT, invitation -> invitation.scale().code()),
                      required("invited_at", INSTANT, InvitationFact::invitedAt),
                      optional("delivered_at", INSTANT, InvitationFact::deliveredAt),
                      required("repeated", BOOLEAN, InvitationFact::repeated),
                      optional("rating", INT, i -> i.rating().map(InvitationFact.Rating::value)),
                      optional(
                          "answered_at", INSTANT, i -> i.rating().map(InvitationFact.Rating::at)),
                      required("exclusion", SMALLINT, invitation -> invitation.exclusion().code()),
                      required("lifecycle", SMALLINT, invitation -> invitation.lifecycle().code())),
                  LabelColumns.of(InvitationFact::label).stream())
              .toList(),
          InvitationTable::decode);

  private InvitationTable() {}

  private static InvitationFact decode(Row row) {
    return new InvitationFact(
        row.getUUID("invitation_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        row.getString("survey"),
        SurveyScale.ofCode(row.getShort("scale")),
        INSTANT.read().apply(row, "invited_at"),
        INSTANT.optional(row, "delivered_at"),
        row.getBoolean("repeated"),
        INT.optional(row, "rating")
            .map(
                rating ->
                    new InvitationFact.Rating(rating, INSTANT.read().apply(row, "answered_at"))),
        LabelColumns.decode(row));
  }
}
