package io.rapport.simulator.world;

import java.util.List;
import java.util.Optional;

/**
 * A message somebody sends through the Cloud API.
 *
 * @param template name of the template; empty for a free-form message
 * @param voice whether it is a voice message
 * @param callbackData {@code biz_opaque_callback_data}
 * @param taps answers the customer could tap
 */
public record Posting(
    Optional<String> template, boolean voice, Optional<String> callbackData, List<Content> taps) {
  public Posting {
    taps = List.copyOf(taps);
  }

  /** What Meta would charge it as; a template's name tells. */
  public String category() {
    return template.map(Posting::categoryOf).orElse("service");
  }

  private static String categoryOf(String name) {
    if (name.contains("otp") || name.contains("login") || name.contains("auth")) {
      return "authentication";
    }
    boolean utility =
        List.of("csat", "nps", "ces", "survey", "order", "invoice", "reminder", "utility").stream()
            .anyMatch(name::contains);
    return utility ? "utility" : "marketing";
  }
}
