package io.rapport.simulator.world;

import java.util.Optional;

/**
 * A message the business is about to send.
 *
 * @param label what the sender says about it, if it says anything
 * @param foreignData callback data that is no label
 * @param category what Meta charges it as
 * @param voice whether it is a voice message, which can be played
 * @param attention how soon the person looks: 1 for advertising, less in a running conversation
 * @param refusal a failure that is certain, such as 131047
 */
record Shipment(
    Optional<Label> label,
    Optional<String> foreignData,
    String category,
    boolean voice,
    double attention,
    Optional<Integer> refusal) {

  static Shipment labelled(Label label, String category, double attention) {
    return new Shipment(
        Optional.of(label), Optional.empty(), category, false, attention, Optional.empty());
  }

  static Shipment unlabelled(Optional<String> foreignData, String category, double attention) {
    return new Shipment(
        Optional.empty(), foreignData, category, false, attention, Optional.empty());
  }

  Shipment spoken() {
    return new Shipment(label, foreignData, category, true, attention, refusal);
  }

  Shipment refused(int code) {
    return new Shipment(label, foreignData, category, voice, attention, Optional.of(code));
  }

  boolean template() {
    return !category.equals("service");
  }
}
