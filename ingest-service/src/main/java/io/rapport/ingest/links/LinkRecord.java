package io.rapport.ingest.links;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of table {@code link} as Hibernate keeps it; columns that say nothing are null. */
@Entity
@Table(name = "link")
class LinkRecord {

  /** Every key begins with the account. */
  @Embeddable
  record Key(int accountId, UUID linkId) implements Serializable {}

  @EmbeddedId Key id;
  String code;
  String name;
  String target;
  String phoneNumber;
  String greeting;
  String fallback;
  boolean tagged;
  String utmSource;
  String utmMedium;
  String utmCampaign;
  String utmContent;
  String campaign;
  String variant;
  Instant expiresAt;
  boolean enabled;
  Instant archivedAt;
  @Version int version;
  Instant createdAt;
  String createdBy;
  Instant changedAt;
  String changedBy;

  /** For Hibernate. */
  LinkRecord() {}

  /** A new link. */
  LinkRecord(Key id, LinkCode code, Link link, Instant now, String by) {
    this.id = id;
    this.code = code.text();
    this.createdAt = now;
    this.createdBy = by;
    change(link, now, by);
  }

  /** Replaces what people decide. */
  final void change(Link link, Instant now, String by) {
    name = link.name();
    fallback = link.fallback().map(Target::url).orElse(null);
    campaign = link.campaign().orElse(null);
    variant = link.variant().orElse(null);
    expiresAt = link.expiresAt().orElse(null);
    enabled = link.enabled();
    switch (link.destination()) {
      case Destination.Web(Target to, Optional<Utm> utm) -> {
        lead(to.url(), null, null);
        tag(utm);
      }
      case Destination.Chat(String number, String text) -> {
        lead(null, number, text);
        tag(Optional.empty());
      }
    }
    changed(now, by);
  }

  /** It ends for good and leaves the lists. */
  void archive(Instant now, String by) {
    archivedAt = now;
    changed(now, by);
  }

  private void lead(String toTarget, String toNumber, String withGreeting) {
    target = toTarget;
    phoneNumber = toNumber;
    greeting = withGreeting;
  }

  private void tag(Optional<Utm> utm) {
    tagged = utm.isPresent();
    utmSource = utm.map(Utm::source).orElse(null);
    utmMedium = utm.map(Utm::medium).orElse(null);
    utmCampaign = utm.flatMap(Utm::campaign).orElse(null);
    utmContent = utm.flatMap(Utm::content).orElse(null);
  }

  private void changed(Instant now, String by) {
    changedAt = now;
    changedBy = by;
  }

  Link link() {
    return new Link(
        name,
        target == null
            ? new Destination.Chat(phoneNumber, greeting)
            : new Destination.Web(
                new Target(target),
                tagged
                    ? Optional.of(
                        new Utm(
                            utmSource,
                            utmMedium,
                            Optional.ofNullable(utmCampaign),
                            Optional.ofNullable(utmContent)))
                    : Optional.empty()),
        Optional.ofNullable(fallback).map(Target::new),
        Optional.ofNullable(campaign),
        Optional.ofNullable(variant),
        Optional.ofNullable(expiresAt),
        enabled);
  }
}
