package io.rapport.simulator.campaign;

import io.rapport.simulator.live.Simulation;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Customer;
import jakarta.inject.Singleton;
import java.util.List;

/** Who gets a campaign. */
@Singleton
final class Recipients {
  private final Simulation simulation;

  Recipients(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * Customers of an account who have not unsubscribed, by their number or else their user id, at
   * most so many.
   */
  List<String> of(Account account, int number) {
    return simulation.perform(
        (world, roster, now, facts) ->
            roster.customers().stream()
                .filter(customer -> customer.person().account().equals(account.waba()))
                .filter(customer -> !customer.optedOut(now))
                .limit(number)
                .map(Recipients::address)
                .toList());
  }

  private static String address(Customer customer) {
    var identity = customer.identity();
    return identity.waId().or(identity::userId).orElseThrow();
  }
}
