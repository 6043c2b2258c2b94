package io.rapport.simulator.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.simulator.world.Account;
import io.rapport.simulator.world.Channel;
import io.rapport.simulator.world.Chat;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.Identity;
import io.rapport.simulator.world.Label;
import io.rapport.simulator.world.Person;
import io.rapport.simulator.world.Report;

/** What the plan's JSON is made of: read by reflection, which native images must be told. */
@RegisterForReflection(
    targets = {
      Account.class,
      Channel.class,
      Chat.class,
      Fact.class,
      Fact.AccountOpened.class,
      Fact.PersonJoined.class,
      Fact.NumberChanged.class,
      Fact.Inbound.class,
      Fact.Outbound.class,
      Fact.Status.class,
      Fact.Reported.class,
      Identity.class,
      Label.class,
      Person.class,
      Report.class
    })
final class NativeReflection {
  private NativeReflection() {}
}
