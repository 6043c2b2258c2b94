package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.BlockedSendFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.stream.Stream;

/** The table of messages that were held back. */
final class BlockedSendTable {

  static final FactTable<BlockedSendFact> BLOCKED =
      new FactTable<>(
          "blocked_send",
          "blocked_id",
          BlockedSendFact::blockedId,
          Stream.concat(
                  Stream.<Column<BlockedSendFact>>of(
                      required("channel_id", INT, BlockedSendFact::channelId),
                      required("occurred_at", INSTANT, BlockedSendFact::at),
                      required("reason", SMALLINT, blocked -> blocked.reason().code()),
                      Column.optional(
                          "origin", SMALLINT, blocked -> blocked.origin().map(Origin::code)),
                      required("exclusion", SMALLINT, blocked -> blocked.exclusion().code()),
                      required("lifecycle", SMALLINT, blocked -> blocked.lifecycle().code())),
                  LabelColumns.of(BlockedSendFact::label).stream())
              .toList(),
          BlockedSendTable::decode);

  private BlockedSendTable() {}

  private static BlockedSendFact decode(Row row) {
    return new BlockedSendFact(
        row.getUUID("blocked_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "occurred_at"),
        BlockReason.ofCode(row.getShort("reason")),
        SMALLINT.optional(row, "origin").map(Origin::ofCode),
        LabelColumns.decode(row));
  }
}
