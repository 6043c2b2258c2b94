package io.rapport.ingest.links;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Links as people edit them. Only inside {@link io.rapport.common.records.AccountSessions}. */
@ApplicationScoped
class LinkRecords implements PanacheRepositoryBase<LinkRecord, LinkRecord.Key> {

  Uni<Optional<LinkRecord>> ofCode(LinkCode code) {
    return find("id.accountId = ?1 and code = ?2", code.accountId(), code.text())
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Links that are not archived. */
  Uni<Long> countCurrent(int accountId) {
    return count("id.accountId = ?1 and archivedAt is null", accountId);
  }

  /**
   * Links in the order of their creation, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<LinkRecord>> page(int accountId, boolean archived, Optional<UUID> before, int limit) {
    var present = archived ? "archivedAt is not null" : "archivedAt is null";
    var query =
        before.isPresent()
            ? find(
                "id.accountId = ?1 and %s and id.linkId < ?2 order by id.linkId desc"
                    .formatted(present),
                accountId,
                before.get())
            : find(
                "id.accountId = ?1 and %s order by id.linkId desc".formatted(present), accountId);
    return query.range(0, limit - 1).list();
  }
}
