package io.rapport.simulator.world;

import java.util.Optional;

/**
 * Who talks with whom, as it stood when a fact happened.
 *
 * @param account id of the WABA
 * @param person the customer's name in the truth
 * @param identity how Meta named the customer then
 * @param group id of the group the message went to, if any
 */
public record Chat(
    String account, Channel channel, String person, Identity identity, Optional<String> group) {}
