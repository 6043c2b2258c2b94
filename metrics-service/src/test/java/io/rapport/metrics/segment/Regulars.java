package io.rapport.metrics.segment;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.metrics.projection.Ledger;
import io.rapport.metrics.projection.Workshop;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Story;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The customers whom tests of members ask about: Ann, Ben, Cleo and Dora, each with a past, in an
 * account of their own; and a test contact, who is in nothing.
 */
final class Regulars {

  private final Ledger ledger = new Ledger();
  private final Map<String, UUID> people = new LinkedHashMap<>();

  private Regulars() {}

  /** New ones, projected. */
  static Regulars in(Pool pool) {
    var regulars = new Regulars();
    regulars.live();
    Workshop.at(pool, Instant.now()).drain();
    regulars.ledger.forgetWork();
    return regulars;
  }

  Ledger ledger() {
    return ledger;
  }

  String waba() {
    return ledger.wabaId();
  }

  int count() {
    return people.size();
  }

  UUID contact(String name) {
    return people.get(name);
  }

  /** Who of them is among the contacts. */
  String names(List<String> contacts) {
    return String.join(
        " ",
        people.entrySet().stream()
            .filter(person -> contacts.contains(person.getValue().toString()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** A further contact that was merged into one of them. */
  UUID mergedInto(String name) {
    var merged = ledger.contact();
    ledger.execute(
        "UPDATE rapport.contact SET merged_into = '%s' WHERE account_id = %d AND contact_id = '%s'"
            .formatted(contact(name), ledger.accountId(), merged));
    return merged;
  }

  /**
   * Writes down that a contact was a member.
   *
   * @param from how many days ago it joined
   * @param until how many days ago it left; 0 if it did not
   */
  void member(UUID segment, UUID contact, int from, int until) {
    ledger.execute(
        """
        INSERT INTO rapport.segment_membership (account_id, segment_id, contact_id, joined_at, left_at)
        VALUES (%d, '%s', '%s', now() - INTERVAL '%d days', %s)"""
            .formatted(
                ledger.accountId(),
                segment,
                contact,
                from,
                until == 0 ? "NULL" : "now() - INTERVAL '%d days'".formatted(until)));
  }

  private void live() {
    ledger.execute(
        "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
            + " SELECT %d, n, 'phone-' || n, now() FROM generate_series(1, 2) AS n"
                .formatted(ledger.accountId()));
    person(
        "ann",
        new Story()
            .tagged(ago(20), "vip", "")
            .writes("a1", ago(200))
            .status("a2", ago(5), EventKind.STATUS_SENT, campaign("spring", "de"))
            .read("a2", ago(4))
            .status("a3", ago(3), EventKind.STATUS_SENT, campaign("summer", "en"))
            .delivered("a3", ago(3)));
    person(
        "ben",
        new Story().tagged(ago(9), "vip", "").tagged(ago(8), "", "vip").writes("b1", ago(2)));
    person(
        "cleo",
        new Story()
            .status("c1", ago(120), EventKind.STATUS_SENT, campaign("spring", "de"))
            .read("c1", ago(119))
            .buys("order", ago(119)));
    person(
        "dora",
        new Story()
            .onChannel(2)
            .writes("d1", ago(100))
            .writes("d2", ago(50))
            .writes("d3", ago(10))
            .buys("given back", ago(9))
            .refunds("given back", ago(8), 0));
    var test = ledger.contact(Exclusion.TEST);
    ledger.store(test, new Story().tagged(ago(3), "vip", "").writes("t1", ago(3)).events());
  }

  private void person(String name, Story story) {
    var contact = ledger.contact();
    ledger.store(contact, story.events());
    people.put(name, contact);
  }

  /** Hours before now, as stories tell time. */
  private static String ago(int days) {
    var now = Duration.between(Story.BEGIN, Instant.now());
    return now.minusDays(days).toHours() + "H";
  }

  private static MessageLabel campaign(String name, String language) {
    return new MessageLabel(
        Optional.of(Origin.CAMPAIGN),
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.of(language),
        Optional.empty(),
        Optional.empty());
  }
}
