package io.rapport.simulator.world;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.simulator.webhook.WebhookRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int DAYS = 90;
  private static final Instant END = START.plus(Duration.ofDays(DAYS));

  private static Scenario scenario;

  @BeforeAll
  static void generate() {
    scenario = Scenario.generate(7, START, DAYS, Scenario.Options.DEFAULT);
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    var options = new Scenario.Options(60, 1);
    var one = Scenario.generate(7, START, 20, options);
    var again = Scenario.generate(7, START, 20, options);
    assertThat(again.truth().toList()).isEqualTo(one.truth().toList());
    assertThat(WebhookRenderer.render(again.webhooks().subList(0, 500)))
        .isEqualTo(WebhookRenderer.render(one.webhooks().subList(0, 500)));
    assertThat(Scenario.generate(8, START, 20, options).truth().toList())
        .isNotEqualTo(one.truth().toList());
  }

  @Test
  void ninetyDaysAreBetweenFiftyAndNinetyThousandWebhookFacts() {
    assertThat(scenario.webhooks()).hasSizeBetween(54_000, 90_000);
  }

  @Test
  void factsComeInTheOrderOfTime() {
    assertThat(scenario.facts()).extracting(Fact::at).isSorted();
  }

  @Test
  void messageIdsAreUnique() {
    var inbound = new HashSet<String>();
    var outbound = new HashSet<String>();
    for (var fact : scenario.facts()) {
      switch (fact) {
        case Fact.Inbound it -> assertThat(inbound.add(it.wamid())).isTrue();
        case Fact.Outbound it -> assertThat(outbound.add(it.wamid() + it.chat().person())).isTrue();
        case Fact.Status _,
            Fact.Reported _,
            Fact.AccountOpened _,
            Fact.PersonJoined _,
            Fact.NumberChanged _ -> {}
      }
    }
    assertThat(inbound).hasSize(count(Fact.Inbound.class));
    assertThat(outbound).hasSize(count(Fact.Outbound.class));
  }

  private static int count(Class<? extends Fact> type) {
    return (int) scenario.facts().stream().filter(type::isInstance).count();
  }

  @Test
  void noTwoMessagesReachAPersonsPhoneInOneSecond() {
    var first = new HashMap<String, Fact.Status>();
    for (var status : scenario.facts()) {
      if (status instanceof Fact.Status it) {
        first.merge(it.wamid() + it.chat().person(), it, (a, b) -> b.at().isBefore(a.at()) ? b : a);
      }
    }
    assertThat(first.values())
        .extracting(it -> it.chat().person() + " " + it.at())
        .doesNotHaveDuplicates();
  }

  @Test
  void statusesFollowTheirMessageInRankAndEachComesOnce() {
    assertThat(messages().values()).filteredOn(message -> !wellFormed(message)).isEmpty();
  }

  private static boolean wellFormed(Message message) {
    var seen = new HashMap<String, Instant>();
    for (var status : message.statuses) {
      boolean failed = status.status().equals("failed");
      if (status.at().isBefore(message.sent.at())
          || seen.put(status.status(), status.at()) != null
          || status.code().isPresent() != failed) {
        return false;
      }
    }
    var ranks =
        Stream.of("sent", "delivered", "read", "played")
            .filter(seen::containsKey)
            .map(seen::get)
            .toList();
    return !seen.isEmpty()
        && ranks.equals(ranks.stream().sorted().toList())
        && (message.receipts || !seen.containsKey("read"));
  }

  @Test
  void aLabelledMessageHasAStatusThatEchoesItsLabel() {
    assertThat(messages().values())
        .filteredOn(
            message -> !message.sent.label().stream().collect(toSet()).equals(echoes(message)))
        .isEmpty();
  }

  private static Set<Label> echoes(Message message) {
    return message.statuses.stream()
        .flatMap(status -> status.callbackData().stream())
        .flatMap(data -> Label.parse(data).stream())
        .collect(toSet());
  }

  @Test
  void noNameBelongsToTwoPeople() {
    var owners = new HashMap<String, Set<String>>();
    for (var fact : scenario.facts()) {
      switch (fact) {
        case Fact.PersonJoined it -> own(owners, it.person().identity(), it.person().id());
        case Fact.NumberChanged it -> own(owners, it.identity(), it.person());
        case Fact.Inbound it -> own(owners, it.chat().identity(), it.chat().person());
        case Fact.Outbound it -> own(owners, it.chat().identity(), it.chat().person());
        case Fact.Reported it -> own(owners, it.identity(), it.person());
        case Fact.Status _, Fact.AccountOpened _ -> {}
      }
    }
    assertThat(owners.values()).filteredOn(people -> people.size() > 1).isEmpty();
  }

  private static void own(Map<String, Set<String>> owners, Identity identity, String person) {
    for (var name : List.of(identity.waId(), identity.userId())) {
      name.ifPresent(it -> owners.computeIfAbsent(it, _ -> new HashSet<>()).add(person));
    }
  }

  @Test
  void whoUnsubscribedGetsNoMoreCampaigns() {
    var optedOut = new HashMap<String, Instant>();
    for (var fact : scenario.facts()) {
      if (fact instanceof Fact.Inbound inbound && inbound.optOut()) {
        optedOut.putIfAbsent(inbound.chat().person(), inbound.at());
      }
    }
    assertThat(optedOut).hasSizeGreaterThan(5);
    for (var message : messages().values()) {
      var at = optedOut.get(message.sent.chat().person());
      boolean campaign =
          message.sent.label().flatMap(Label::origin).filter("campaign"::equals).isPresent();
      if (campaign && at != null && message.sent.at().isAfter(at)) {
        assertThat(message.statuses)
            .extracting(Fact.Status::code)
            .containsOnly(Optional.of(131050));
      }
    }
  }

  @Test
  void theWorldHasEverythingThatWebhooksCanHold() {
    var kinds = new HashSet<String>();
    var statuses = new HashSet<String>();
    var origins = new HashSet<String>();
    int groups = 0;
    for (var fact : scenario.facts()) {
      switch (fact) {
        case Fact.Inbound it -> kinds.add(it.kind());
        case Fact.Status it -> statuses.add(it.status());
        case Fact.Outbound it -> {
          origins.add(it.label().flatMap(Label::origin).orElse("none"));
          groups += it.chat().group().isPresent() ? 1 : 0;
        }
        case Fact.AccountOpened _, Fact.PersonJoined _, Fact.NumberChanged _, Fact.Reported _ -> {}
      }
    }
    assertThat(kinds)
        .contains(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "button",
            "button_reply",
            "list_reply",
            "flow_reply",
            "interactive",
            "order",
            "unsupported",
            "reaction",
            "request_welcome",
            "system",
            "edit",
            "revoke");
    assertThat(statuses).containsExactlyInAnyOrder("sent", "delivered", "read", "played", "failed");
    assertThat(origins)
        .contains("campaign", "automation", "survey", "bot", "agent", "app", "template", "none");
    assertThat(groups).isGreaterThan(20);
    assertThat(scenario.facts()).hasAtLeastOneElementOfType(Fact.NumberChanged.class);
  }

  @Test
  void behaviourIsThatOfRealCustomers() {
    var horizon = Duration.ofDays(3);
    var templates =
        messages().values().stream()
            .filter(it -> it.sent.chat().group().isEmpty() && it.sent.at().isBefore(END))
            .filter(it -> it.origin(Set.of("campaign", "template", "automation")))
            .toList();
    double delivered =
        templates.stream().filter(it -> it.reached(Set.of("delivered", "read"), horizon)).count();
    double read = templates.stream().filter(it -> it.reached(Set.of("read"), horizon)).count();
    assertThat(delivered / templates.size()).isBetween(0.93, 0.98);
    assertThat(read / delivered).isBetween(0.5, 0.7);
    assertThat(replies(templates) / delivered).isBetween(0.1, 0.2);
    assertThat(answered()).isBetween(0.86, 0.96);
  }

  /** Messages that are the latest one before some substantive message within a day. */
  private static double replies(List<Message> sent) {
    var bySender = new HashMap<String, TreeMap<Instant, Message>>();
    sent.forEach(
        it ->
            bySender
                .computeIfAbsent(it.sent.chat().person(), _ -> new TreeMap<>())
                .put(it.sent.at(), it));
    var replied = new HashSet<String>();
    for (var fact : scenario.facts()) {
      if (fact instanceof Fact.Inbound it && substantive(it) && !it.optOut()) {
        var before = bySender.getOrDefault(it.chat().person(), new TreeMap<>()).floorEntry(it.at());
        if (before != null && Duration.between(before.getKey(), it.at()).toHours() < 24) {
          replied.add(before.getValue().sent.wamid());
        }
      }
    }
    return replied.size();
  }

  /** Share of customer messages after which an answering message came within a day. */
  private static double answered() {
    var answers = new HashMap<String, TreeMap<Instant, String>>();
    for (var message : messages().values()) {
      if (message.origin(Set.of("agent", "app", "bot", "none")) && message.statuses.size() > 1) {
        answers
            .computeIfAbsent(message.sent.chat().person(), _ -> new TreeMap<>())
            .put(message.sent.at(), "");
      }
    }
    int turns = 0;
    int answered = 0;
    for (var fact : scenario.before(END).facts()) {
      if (fact instanceof Fact.Inbound it && substantive(it)) {
        var next = answers.getOrDefault(it.chat().person(), new TreeMap<>()).ceilingKey(it.at());
        turns++;
        if (next != null && Duration.between(it.at(), next).toHours() < 24) {
          answered++;
        }
      }
    }
    return (double) answered / turns;
  }

  private static boolean substantive(Fact.Inbound inbound) {
    return inbound.chat().group().isEmpty()
        && !Set.of("reaction", "request_welcome", "system", "edit", "revoke")
            .contains(inbound.kind());
  }

  private record Message(Fact.Outbound sent, List<Fact.Status> statuses, boolean receipts) {
    boolean origin(Set<String> origins) {
      return origins.contains(sent.label().flatMap(Label::origin).orElse("none"));
    }

    boolean reached(Set<String> ranks, Duration within) {
      return statuses.stream()
          .anyMatch(
              status ->
                  ranks.contains(status.status()) && status.at().isBefore(sent.at().plus(within)));
    }
  }

  private static Map<String, Message> messages() {
    var people =
        scenario.facts().stream()
            .filter(Fact.PersonJoined.class::isInstance)
            .map(fact -> ((Fact.PersonJoined) fact).person())
            .collect(Collectors.toMap(Person::id, Person::receipts));
    var messages = new HashMap<String, Message>();
    for (var fact : scenario.facts()) {
      if (fact instanceof Fact.Outbound it) {
        messages.put(
            it.wamid() + it.chat().person(),
            new Message(it, new ArrayList<>(), people.get(it.chat().person())));
      } else if (fact instanceof Fact.Status it) {
        messages.get(it.wamid() + it.chat().person()).statuses().add(it);
      }
    }
    return messages;
  }
}
