package io.rapport.simulator.campaign;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A campaign the business sends now. */
@Schema(
    name = "CampaignRequest",
    description = "A campaign the business sends now, as any client of the Graph API would")
public record CampaignRequest(
    @Schema(required = true, description = "Its name", examples = "autumn-sale") String name,
    @Schema(
            description = "Phone number id it is sent from; the first one if absent",
            examples = "100200300400611")
        Optional<String> channel,
    @Schema(description = "Name of the template; autumn_sale if absent", examples = "autumn_sale")
        Optional<String> template,
    @Schema(description = "Language of the template; de if absent", examples = "de")
        Optional<String> language,
    @Schema(description = "Variants, dealt in turn; a and b if absent", examples = "[\"a\", \"b\"]")
        Optional<List<String>> variants,
    @Schema(description = "How many customers get it, 1 to 10000; 100 if absent", examples = "100")
        Optional<Integer> recipients,
    @Schema(
            description =
                "How a message says what it is for: headers (X-Rapport-…), callback"
                    + " (biz_opaque_callback_data) or none; headers if absent",
            examples = "headers")
        Optional<String> tags) {

  private static final int MOST = 10_000;

  /**
   * The same with everything that was left out.
   *
   * @throws IllegalArgumentException if something is no campaign
   */
  Plan plan() {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a campaign needs a name");
    }
    int number = recipients.orElse(100);
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException("recipients must be 1 to " + MOST);
    }
    var arms = variants.orElse(List.of("a", "b"));
    if (arms.isEmpty()) {
      throw new IllegalArgumentException("a campaign needs a variant");
    }
    return new Plan(
        name, template.orElse("autumn_sale"), language.orElse("de"), arms, number, tagging());
  }

  private Tagging tagging() {
    return switch (tags.orElse("headers")) {
      case "headers" -> Tagging.HEADERS;
      case "callback" -> Tagging.CALLBACK;
      case "none" -> Tagging.NONE;
      default -> throw new IllegalArgumentException("tags must be headers, callback or none");
    };
  }

  /** How a message says what it is for. */
  enum Tagging {
    HEADERS,
    CALLBACK,
    NONE
  }

  /** A campaign with everything that makes it one. */
  record Plan(
      String name,
      String template,
      String language,
      List<String> variants,
      int recipients,
      Tagging tagging) {}
}
