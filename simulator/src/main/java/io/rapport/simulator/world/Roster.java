package io.rapport.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All customers by name, number and user id. Not thread-safe. */
public final class Roster {
  private final List<Customer> customers = new ArrayList<>();
  private final Map<String, Customer> byPerson = new HashMap<>();
  private final Map<String, Customer> byName = new HashMap<>();

  /** Learns what will happen or has happened: new people, new names, opt-outs. */
  public void observe(Fact fact) {
    switch (fact) {
      case Fact.PersonJoined joined -> add(joined.person());
      case Fact.NumberChanged changed -> {
        observe(changed.person(), fact);
        name(changed.account(), changed.identity(), byPerson.get(changed.person()));
      }
      case Fact.Inbound inbound -> observe(inbound.chat().person(), fact);
      case Fact.AccountOpened _, Fact.Outbound _, Fact.Status _, Fact.Reported _ -> {}
    }
  }

  /** Learns that a fact has just happened. */
  public void happened(Fact fact) {
    if (fact instanceof Fact.Inbound inbound && inbound.chat().group().isEmpty()) {
      byPerson.get(inbound.chat().person()).wrote(inbound.chat().channel(), inbound.at());
    }
  }

  private void observe(String person, Fact fact) {
    byPerson.get(person).observe(fact);
  }

  private void add(Person person) {
    if (!byPerson.containsKey(person.id())) {
      var customer = new Customer(person);
      customers.add(customer);
      byPerson.put(person.id(), customer);
      name(person.account(), person.identity(), customer);
    }
  }

  private void name(String account, Identity identity, Customer customer) {
    identity.waId().ifPresent(waId -> byName.put(account + "/" + canonical(waId), customer));
    identity.userId().ifPresent(userId -> byName.put(account + "/" + userId, customer));
  }

  /** Brazilian mobile numbers are written with and without their ninth digit. */
  private static String canonical(String waId) {
    return waId.length() == 13 && waId.startsWith("55") && waId.charAt(4) == '9'
        ? waId.substring(0, 4) + waId.substring(5)
        : waId;
  }

  public List<Customer> customers() {
    return List.copyOf(customers);
  }

  public int size() {
    return customers.size();
  }

  /** Any customer. */
  public Customer any(Dice dice) {
    return dice.pick(customers);
  }

  /** By name in the truth. */
  public Optional<Customer> person(String id) {
    return Optional.ofNullable(byPerson.get(id));
  }

  /** By a number (digits only) or user id they have or had. */
  public Optional<Customer> named(String account, String waIdOrUserId) {
    return Optional.ofNullable(byName.get(account + "/" + canonical(waIdOrUserId)));
  }
}
