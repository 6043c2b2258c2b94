package io.rapport.simulator.ledger;

import io.rapport.simulator.world.Fact;

/**
 * A fact that is in the truth.
 *
 * @param sequence its place in the truth, from 0
 */
public record Happened(long sequence, Fact fact) {}
