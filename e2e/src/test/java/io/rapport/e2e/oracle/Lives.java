package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Where each person of one account stood in their relation with the business, at any moment. */
final class Lives {
  private static final Duration NEW = Duration.ofDays(30);
  private static final Duration SILENCE = Duration.ofDays(90);

  private final Map<String, Instant> firstContacts = new HashMap<>();
  private final Map<String, TreeSet<Instant>> written = new HashMap<>();

  Lives(List<Inbound> inbounds, List<Outbound> outbounds) {
    for (var inbound : inbounds) {
      if (!inbound.group()) {
        met(inbound.person(), inbound.at());
        if (inbound.substantive()) {
          written.computeIfAbsent(inbound.person(), _ -> new TreeSet<>()).add(inbound.at());
        }
      }
    }
    for (var outbound : outbounds) {
      if (!outbound.group()) {
        met(outbound.person(), outbound.sentAt());
      }
    }
  }

  private void met(String person, Instant at) {
    firstContacts.merge(
        person,
        at,
        (one, other) -> Comparator.<Instant>naturalOrder().compare(one, other) < 0 ? one : other);
  }

  /** What came at that very moment is no past yet. */
  String at(String person, Instant moment) {
    var first = firstContacts.get(person);
    if (first == null || moment.isBefore(first.plus(NEW))) {
      return "new";
    }
    var silentSince =
        Optional.ofNullable(written.get(person)).map(all -> all.lower(moment)).orElse(first);
    return moment.isBefore(silentSince.plus(SILENCE)) ? "active" : "dormant";
  }
}
