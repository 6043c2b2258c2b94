package io.rapport.metrics.experiment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Experiments as people edit them. Only inside {@link io.rapport.common.records.AccountSessions}.
 */
@ApplicationScoped
class ExperimentRecords implements PanacheRepositoryBase<ExperimentRecord, ExperimentRecord.Key> {

  Uni<Long> countOf(int accountId) {
    return count("id.accountId = ?1", accountId);
  }

  /** Whether one runs with this campaign. */
  Uni<Long> countRunning(int accountId, String campaign) {
    return count(
        "id.accountId = ?1 and campaign = ?2 and state = ?3",
        accountId,
        campaign,
        ExperimentState.RUNNING.code());
  }

  /**
   * Experiments in the order of their creation, the newest first.
   *
   * @param before the last of the page before
   */
  Uni<List<ExperimentRecord>> page(int accountId, Optional<UUID> before, int limit) {
    var query =
        before.isPresent()
            ? find(
                "id.accountId = ?1 and id.experimentId < ?2 order by id.experimentId desc",
                accountId,
                before.get())
            : find("id.accountId = ?1 order by id.experimentId desc", accountId);
    return query.range(0, limit - 1).list();
  }
}
