package io.rapport.simulator.cloud;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The Graph API's error envelope. */
@Schema(description = "The Graph API's error envelope; branch on error.code")
public record GraphError(Body error) {
  /** What went wrong. */
  public record Body(
      @Schema(examples = "(#131047) Re-engagement message") String message,
      @Schema(examples = "OAuthException") String type,
      @Schema(examples = "131047") int code,
      @JsonProperty("error_data") Data errorData,
      @JsonProperty("fbtrace_id") String trace) {}

  /** More about it. */
  public record Data(@JsonProperty("messaging_product") String messagingProduct, String details) {}

  static GraphError of(GraphException e, String trace) {
    return new GraphError(
        new Body(
            e.getMessage(), "OAuthException", e.code(), new Data("whatsapp", e.details()), trace));
  }
}
