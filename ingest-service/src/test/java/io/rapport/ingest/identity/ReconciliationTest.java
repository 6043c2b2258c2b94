package io.rapport.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.ingest.identity.Reconciliation.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = EARLY.plusSeconds(1);

  private int nextContact;

  @Test
  void namesThatStandTogetherAreOneNewContact() {
    var plan = reconcile(Map.of(), names(1, 2), names(3));
    assertThat(plan.created()).hasSize(2);
    assertThat(plan.contactOf(names(2))).isEqualTo(plan.contactOf(names(1)));
    assertThat(plan.contactOf(names(3))).isNotEqualTo(plan.contactOf(names(1)));
    assertThat(plan.additions()).hasSize(3);
    assertThat(plan.heirs()).isEmpty();
  }

  @Test
  void aNewNameJoinsTheKnownContact() {
    var plan = reconcile(Map.of(name(1), contact(10, EARLY)), names(1, 2));
    assertThat(plan.created()).isEmpty();
    assertThat(plan.additions()).containsExactly(new Reconciliation.Addition(uuid(10), alias(2)));
  }

  @Test
  void theOlderOfTwoContactsSurvives() {
    var plan =
        reconcile(Map.of(name(1), contact(20, EARLY), name(2), contact(10, LATE)), names(1, 2));
    assertThat(plan.heirs()).containsExactly(Map.entry(uuid(10), uuid(20)));
    assertThat(plan.contactOf(names(2))).isEqualTo(uuid(20));
  }

  @Test
  void aChainOfLinksIsFollowedToItsEnd() {
    var plan =
        reconcile(
            Map.of(
                name(1), contact(10, LATE),
                name(4), contact(20, EARLY),
                name(6), contact(30, LATE)),
            names(1, 2),
            names(3, 4),
            names(6, 5),
            names(2, 3),
            names(4, 5));
    assertThat(plan.created()).isEmpty();
    assertThat(plan.heirs())
        .containsOnly(Map.entry(uuid(10), uuid(20)), Map.entry(uuid(30), uuid(20)));
    for (int i = 1; i <= 6; i++) {
      assertThat(plan.contactOf(names(i))).isEqualTo(uuid(20));
    }
  }

  /** However links are split into batches and ordered, the same names end up together. */
  @Property(tries = 300)
  void anyOrderEndsWithTheSamePartition(
      @ForAll("links") List<Set<Integer>> links, @ForAll long seed) {
    var expected = partition(links, links.size());
    var random = new Random(seed);
    var shuffled = new ArrayList<>(links);
    shuffled.addAll(links.subList(0, links.size() / 2));
    Collections.shuffle(shuffled, random);
    assertThat(partition(shuffled, 1 + random.nextInt(4))).isEqualTo(expected);
    assertThat(partition(shuffled, 1)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Set<Integer>>> links() {
    return Arbitraries.integers()
        .between(1, 12)
        .set()
        .ofMinSize(1)
        .ofMaxSize(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  /** Applies the links batch by batch to a database in miniature. */
  private Set<Set<UUID>> partition(List<Set<Integer>> links, int batchSize) {
    var aliases = new HashMap<UUID, UUID>();
    var ages = new HashMap<UUID, Instant>();
    for (int from = 0; from < links.size(); from += batchSize) {
      var now = EARLY.plusSeconds(from / 3);
      var batch =
          links.subList(from, Math.min(links.size(), from + batchSize)).stream()
              .map(link -> names(link.stream().mapToInt(i -> i).toArray()))
              .toList();
      var known = new HashMap<UUID, Known>();
      for (var names : batch) {
        for (var alias : names.aliases()) {
          var contact = aliases.get(alias.digest());
          if (contact != null) {
            known.put(alias.digest(), new Known(contact, ages.get(contact)));
          }
        }
      }
      var plan = Reconciliation.of(batch, known, this::freshContact);
      plan.created().forEach(contact -> ages.put(contact, now));
      aliases.replaceAll((digest, contact) -> plan.heirs().getOrDefault(contact, contact));
      plan.additions()
          .forEach(a -> assertThat(aliases.put(a.alias().digest(), a.contactId())).isNull());
      for (var names : batch) {
        names
            .aliases()
            .forEach(a -> assertThat(aliases.get(a.digest())).isEqualTo(plan.contactOf(names)));
      }
      assertThat(plan.heirs().values()).noneMatch(plan.heirs()::containsKey);
    }
    var groups = new HashMap<UUID, Set<UUID>>();
    aliases.forEach(
        (digest, contact) -> groups.computeIfAbsent(contact, c -> new HashSet<>()).add(digest));
    return new HashSet<>(groups.values());
  }

  private Reconciliation reconcile(Map<UUID, Known> known, Names... batch) {
    return Reconciliation.of(List.of(batch), known, this::freshContact);
  }

  private UUID freshContact() {
    return uuid(1_000_000 + nextContact++);
  }

  private static Known contact(int id, Instant createdAt) {
    return new Known(uuid(id), createdAt);
  }

  private static Names names(int... numbers) {
    return new Names(
        IntStream.of(numbers).mapToObj(ReconciliationTest::alias).collect(Collectors.toList()));
  }

  private static Alias alias(int number) {
    return new Alias(name(number), new Identity(IdentityKind.WA_ID, Integer.toString(number)));
  }

  private static UUID name(int number) {
    return new UUID(7, number);
  }

  private static UUID uuid(int id) {
    return new UUID(1, id);
  }
}
