package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.MessageLabel;
import java.util.Optional;

/** The dimensions a sender gave a message, beside its origin. */
public record CampaignLabel(
    Optional<String> campaign,
    Optional<String> variant,
    Optional<String> template,
    Optional<String> language,
    Optional<String> segment,
    Optional<String> format) {

  /** Nothing was given. */
  public static final CampaignLabel NONE = of(MessageLabel.NONE);

  public CampaignLabel {
    requireNonNull(campaign, "campaign is null");
    requireNonNull(variant, "variant is null");
    requireNonNull(template, "template is null");
    requireNonNull(language, "language is null");
    requireNonNull(segment, "segment is null");
    requireNonNull(format, "format is null");
  }

  static CampaignLabel of(MessageLabel label) {
    return new CampaignLabel(
        label.campaign(),
        label.variant(),
        label.template(),
        label.language(),
        label.segment(),
        label.format());
  }
}
