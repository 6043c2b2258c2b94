package io.rapport.simulator.world;

import java.time.Instant;
import java.util.Optional;

/** A customer writes first. */
record Question() implements Scene {
  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    if (dice.chance(0.03)) {
      stage.says(at.minusSeconds(dice.between(2, 60)), Content.requestWelcome(), Optional.empty());
    }
    var first =
        stage.says(
            at,
            dice.chance(0.01) ? Content.unsupported(dice) : Content.question(dice),
            Optional.empty());
    var last = at;
    for (int more = dice.below(10) - 6; more > 0; more--) {
      last = last.plusSeconds(dice.between(0, 50));
      // Quoting one's own message names no message of the business.
      stage.says(
          last,
          Content.text(dice.pick(Phrases.FOLLOW_UPS)),
          dice.chance(0.05) ? Optional.of(first) : Optional.empty());
    }
    if (dice.chance(0.01)) {
      stage.says(last.plusSeconds(20), Content.edit(first, "corrected"), Optional.empty());
    }
    if (dice.chance(0.01)) {
      stage.says(last.plusSeconds(25), Content.revoke(first), Optional.empty());
    }
    new Reception(stage).receive(last);
  }
}
