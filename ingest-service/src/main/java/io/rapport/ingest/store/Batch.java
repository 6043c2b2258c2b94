package io.rapport.ingest.store;

import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.identity.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one transaction writes, by its kind.
 *
 * @param named reported facts about somebody with a name
 * @param about reported facts about a contact somebody was told of
 */
record Batch(
    List<Entry.Fact> facts,
    List<Entry.Reported> named,
    List<Entry.Reported> about,
    List<Entry.Rejected> rejected,
    Instant now) {

  static Batch of(List<Entry> entries, Instant now) {
    var facts = new ArrayList<Entry.Fact>(entries.size());
    var named = new ArrayList<Entry.Reported>();
    var about = new ArrayList<Entry.Reported>();
    var rejected = new ArrayList<Entry.Rejected>();
    for (var entry : entries) {
      switch (entry) {
        case Entry.Fact fact -> facts.add(fact);
        case Entry.Reported reported -> {
          switch (reported.subject()) {
            case Names names -> named.add(reported);
            case KnownContact contact -> about.add(reported);
          }
        }
        case Entry.Rejected refused -> rejected.add(refused);
      }
    }
    return new Batch(facts, named, about, rejected, now);
  }

  boolean withoutFacts() {
    return facts.isEmpty() && named.isEmpty() && about.isEmpty();
  }

  /** All names, of these of the reported facts. */
  List<Names> names(List<Entry.Reported> reported) {
    if (reported.isEmpty()) {
      return facts.stream().map(Entry.Fact::names).toList();
    }
    return Stream.concat(
            facts.stream().map(Entry.Fact::names),
            reported.stream().map(Entry.Reported::subject).map(Names.class::cast))
        .toList();
  }
}
