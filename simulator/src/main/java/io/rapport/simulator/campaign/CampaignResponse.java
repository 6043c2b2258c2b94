package io.rapport.simulator.campaign;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a campaign's messages.
 *
 * @param sent by variant the ids of the messages that were accepted
 * @param refused by the code of the Graph API's error, or the HTTP status where there is none, how
 *     many were not
 */
@Schema(name = "CampaignResponse", description = "What became of a campaign's messages")
public record CampaignResponse(
    String account,
    String channel,
    String campaign,
    String template,
    SortedMap<String, List<String>> sent,
    Map<String, Integer> refused) {}
