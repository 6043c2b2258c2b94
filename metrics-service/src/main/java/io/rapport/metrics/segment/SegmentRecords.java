package io.rapport.metrics.segment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Segments as people edit them. Only inside {@link io.rapport.common.records.AccountSessions}. */
@ApplicationScoped
class SegmentRecords implements PanacheRepositoryBase<SegmentRecord, SegmentRecord.Key> {

  Uni<Long> countOf(int accountId) {
    return count("id.accountId = ?1", accountId);
  }

  /**
   * Segments in the order of their creation, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<SegmentRecord>> page(int accountId, Optional<UUID> before, int limit) {
    var query =
        before.isPresent()
            ? find(
                "id.accountId = ?1 and id.segmentId < ?2 order by id.segmentId desc",
                accountId,
                before.get())
            : find("id.accountId = ?1 order by id.segmentId desc", accountId);
    return query.range(0, limit - 1).list();
  }
}
