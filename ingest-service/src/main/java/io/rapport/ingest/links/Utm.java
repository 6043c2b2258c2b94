package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a target's web analytics is told about where its visitor comes from. */
record Utm(String source, String medium, Optional<String> campaign, Optional<String> content) {

  /** Tells messages from posts: GA4 counts the source alone as social media (docs/links.md). */
  static final String MEDIUM = "messaging";

  static final String SOURCE = "whatsapp";

  Utm {
    requireNonNull(source, "source is null");
    requireNonNull(medium, "medium is null");
    requireNonNull(campaign, "campaign is null");
    requireNonNull(content, "content is null");
  }

  /** As query parameters, in the usual order. */
  Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("utm_source", source);
    parameters.put("utm_medium", medium);
    campaign.ifPresent(value -> parameters.put("utm_campaign", value));
    content.ifPresent(value -> parameters.put("utm_content", value));
    return parameters;
  }
}
