package io.rapport.metrics.experiment;

import io.rapport.common.records.RecordId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A row of table {@code experiment} as Hibernate keeps it; what has not happened is null. */
@Entity
@Table(name = "experiment")
class ExperimentRecord {

  /** Every key begins with the account. */
  @Embeddable
  record Key(int accountId, UUID experimentId) implements Serializable {}

  @EmbeddedId Key id;
  String name;
  String campaign;
  String metric;
  String[] variants;
  Integer[] weights;
  short control;
  double holdOut;
  UUID salt;
  short state;
  Instant startedAt;
  Instant stoppedAt;
  @Version int version;
  Instant createdAt;
  String createdBy;
  Instant changedAt;
  String changedBy;

  /** For Hibernate. */
  ExperimentRecord() {}

  /** A new draft. */
  ExperimentRecord(Key id, UUID salt, Design design, Instant now, String by) {
    this.id = id;
    this.salt = salt;
    this.state = ExperimentState.DRAFT.code();
    this.createdAt = now;
    this.createdBy = by;
    change(design, now, by);
  }

  /** Replaces what people decide. */
  final void change(Design design, Instant now, String by) {
    name = design.name();
    campaign = design.campaign();
    metric = design.metric();
    variants = design.names().toArray(String[]::new);
    weights = design.weights().toArray(Integer[]::new);
    control = (short) design.control();
    holdOut = design.holdOut();
    changed(now, by);
  }

  void start(Instant now, String by) {
    state = ExperimentState.RUNNING.code();
    startedAt = now;
    changed(now, by);
  }

  void stop(Instant now, String by) {
    state = ExperimentState.STOPPED.code();
    stoppedAt = now;
    changed(now, by);
  }

  private void changed(Instant now, String by) {
    changedAt = now;
    changedBy = by;
  }

  RecordId experimentId() {
    return new RecordId(id.accountId(), id.experimentId());
  }

  ExperimentState state() {
    return ExperimentState.ofCode(state);
  }

  Design design() {
    return new Design(
        name,
        campaign,
        metric,
        IntStream.range(0, variants.length)
            .mapToObj(i -> new Variant(variants[i], weights[i]))
            .toList(),
        control,
        holdOut);
  }

  Allocation allocation() {
    return new Allocation(salt, holdOut, List.of(weights));
  }
}
