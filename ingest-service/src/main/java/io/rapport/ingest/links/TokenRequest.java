package io.rapport.ingest.links;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Recipients who get a copy of a link each. */
@Schema(name = "LinkTokenRequest")
record TokenRequest(
    @Schema(
            description = "Until when clicks are attributed; by default for 90 days",
            examples = "2027-01-01T00:00:00Z")
        Optional<Instant> expiresAt,
    @NotNull @NotEmpty List<@NotNull @Valid Recipient> items) {

  private static final int LONGEST_NAME = 256;

  /** Somebody who gets a copy. */
  @RegisterForReflection
  @Schema(name = "LinkRecipient")
  record Recipient(
      @NotNull @Valid Contact contact,
      @Schema(description = "The message it is in, where that is known already")
          Optional<@Valid Message> message,
      @Schema(description = "By default the campaign of the link", examples = "spring-sale")
          Optional<@Pattern(regexp = LinkRequest.NAME, message = LinkRequest.NAME_MESSAGE) String>
              campaign,
      @Schema(description = "By default the variant of the link", examples = "B")
          Optional<@Pattern(regexp = LinkRequest.NAME, message = LinkRequest.NAME_MESSAGE) String>
              variant) {}

  /** A contact, by exactly one of its names. */
  @RegisterForReflection
  @Schema(name = "LinkContact", description = "A contact, by exactly one of its names")
  record Contact(
      @Schema(description = "A phone number with country code", examples = "4915112345678")
          Optional<@Size(max = LONGEST_NAME) String> waId,
      @Schema(description = "A business-scoped user id", examples = "DE.1234567890")
          Optional<@Size(max = LONGEST_NAME) String> userId,
      @Schema(
              type = SchemaType.STRING,
              format = "uuid",
              description = "Its pseudonym, as Rapport has told it")
          Optional<UUID> contactId) {

    @JsonIgnore
    @AssertTrue(message = "name the contact by exactly one of waId, userId, contactId")
    @Schema(hidden = true)
    boolean isOneName() {
      return Stream.of(waId, userId, contactId).filter(Optional::isPresent).count() == 1;
    }
  }

  /** A message of the business. */
  @RegisterForReflection
  @Schema(name = "LinkMessage")
  record Message(
      @Schema(description = "The business number that sent it", examples = "106540352242922")
          @NotNull
          @Pattern(regexp = "[0-9]{1,32}", message = "must be digits")
          String phoneNumberId,
      @Schema(description = "What the Graph API answered", examples = "wamid.HBgL...")
          @NotNull
          @Pattern(regexp = "[!-~]{1,256}", message = "must be 1 to 256 printable characters")
          String wamid) {}

  /** Tokens that were sent. */
  @Schema(name = "LinkTokensSent")
  record Sent(@NotNull @NotEmpty List<@NotNull @Valid SentToken> items) {}

  /** A token that was sent. */
  @RegisterForReflection
  @Schema(name = "LinkTokenSent")
  record SentToken(
      @Schema(examples = "0bH3yR5sT1uV8wX2z") @NotNull String token,
      @NotNull @Valid Message message) {}

  /** The tokens, in the order of their recipients. */
  @Schema(name = "LinkTokens")
  record Answer(
      @Schema(required = true, description = "Until when clicks are attributed") Instant expiresAt,
      @Schema(required = true) List<Token> items) {

    Answer {
      items = List.copyOf(items);
    }
  }

  /** A recipient's copy. */
  @RegisterForReflection
  @Schema(name = "LinkToken")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Token(
      @Schema(required = true) String token,
      @Schema(
              required = true,
              description = "For a template whose button's URL ends with /l/{{1}}: that variable")
          String suffix,
      @Schema(required = true) String url) {}
}
