package io.rapport.simulator.cloud;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** What the Cloud API answers to an accepted message. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SendResponse(
    @JsonProperty("messaging_product") String messagingProduct,
    List<Recipient> contacts,
    List<Message> messages) {

  /** Who it goes to. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Recipient(
      String input,
      @JsonProperty("wa_id") Optional<String> waId,
      @JsonProperty("user_id") Optional<String> userId) {}

  /** The id under which its statuses come. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Message(
      String id, @JsonProperty("message_status") Optional<String> messageStatus) {}
}
