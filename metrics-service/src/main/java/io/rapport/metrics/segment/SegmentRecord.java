package io.rapport.metrics.segment;

import io.rapport.common.records.RecordId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** A row of table {@code segment} as Hibernate keeps it. */
@Entity
@Table(name = "segment")
class SegmentRecord {

  /** Every key begins with the account. */
  @Embeddable
  record Key(int accountId, UUID segmentId) implements Serializable {}

  @EmbeddedId Key id;
  String name;
  String rule;
  @Version int version;
  Instant createdAt;
  String createdBy;
  Instant changedAt;
  String changedBy;

  /** For Hibernate. */
  SegmentRecord() {}

  SegmentRecord(Key id, String name, String rule, Instant now, String by) {
    this.id = id;
    this.createdAt = now;
    this.createdBy = by;
    change(name, rule, now, by);
  }

  /** Replaces what people decide. */
  final void change(String newName, String newRule, Instant now, String by) {
    name = newName;
    rule = newRule;
    changedAt = now;
    changedBy = by;
  }

  RecordId recordId() {
    return new RecordId(id.accountId(), id.segmentId());
  }
}
