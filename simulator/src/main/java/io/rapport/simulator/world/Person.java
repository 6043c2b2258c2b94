package io.rapport.simulator.world;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A customer, as the truth knows them: the same person whatever number they use.
 *
 * @param id name in the truth, such as {@code p1}
 * @param account id of the WABA they write with
 * @param channel phone number id they usually use
 * @param receipts whether their phone reports what they read
 * @param pace multiplies their delays: 0.5 is a quick person, 3 a slow one
 * @param eagerness multiplies how likely they answer
 * @param segment what the business files them under
 * @param identity how they were named when they joined
 */
public record Person(
    String id,
    String account,
    String channel,
    ZoneId zone,
    String country,
    boolean receipts,
    double pace,
    double eagerness,
    String segment,
    Identity identity,
    Instant joined) {}
