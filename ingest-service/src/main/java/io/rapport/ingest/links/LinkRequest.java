package io.rapport.ingest.links;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link as somebody wants it; what is left out is as by default. */
@Schema(name = "LinkRequest")
record LinkRequest(
    @Schema(
            description = "WABA id; needed for a new link, never changed",
            examples = "102290129340398")
        Optional<String> account,
    @Schema(description = "For people", examples = "Spring sale, button of the template")
        @NotNull
        @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String name,
    @Schema(
            description = "Where it leads: http or https. Either this or `whatsapp`.",
            examples = "https://shop.example/sale?color=red#top")
        Optional<@Size(max = Target.LONGEST) String> target,
    @Schema(description = "It leads into the chat. Either this or `target`.")
        Optional<@Valid ChatPart> whatsapp,
    @Schema(description = "Whether the target gets utm parameters", defaultValue = "true")
        Optional<Boolean> tagged,
    Optional<@Valid UtmPart> utm,
    @Schema(
            description = "Where it leads when it has ended; absent: a page says so",
            examples = "https://shop.example/")
        Optional<@Size(max = Target.LONGEST) String> fallback,
    @Schema(description = "Clicks are labelled with it", examples = "spring-sale")
        Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> campaign,
    @Schema(description = "Of the campaign", examples = "B")
        Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> variant,
    @Schema(description = "When it ends", examples = "2027-01-01T00:00:00Z")
        Optional<Instant> expiresAt,
    @Schema(description = "Switched off, it is as unknown", defaultValue = "true")
        Optional<Boolean> enabled) {

  /** One line, short, and without what PostgreSQL cannot store. */
  static final String NAME = "^[^\\p{Cc}\\p{Cs}\\p{Z}][^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{0,99}$";

  static final String NAME_MESSAGE = "must be 1 to 100 characters in one line";

  /** PostgreSQL's calendar ends before Java's. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String GREETING = "^[^\\p{Cc}\\p{Cs}]*$";

  /** The chat with a number of the business. */
  @RegisterForReflection
  @Schema(name = "LinkIntoChat")
  record ChatPart(
      @Schema(
              description = "The business number, digits with country code",
              examples = "4915112345678")
          @NotNull
          @Pattern(
              regexp = "[1-9][0-9]{6,14}",
              message = "must be 7 to 15 digits with country code")
          String phoneNumber,
      @Schema(
              description =
                  "What is written for the visitor to send; {ref} stands for the reference, which"
                      + " otherwise comes last",
              examples = "Hello, I would like to know more. (Ref. {ref})")
          Optional<
                  @Size(max = 500)
                  @Pattern(regexp = GREETING, message = "must not contain control characters")
                  String>
              text) {}

  /** What the target's analytics is told. */
  @RegisterForReflection
  @Schema(name = "Utm")
  record UtmPart(
      @Schema(defaultValue = Utm.SOURCE)
          Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> source,
      @Schema(defaultValue = Utm.MEDIUM)
          Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> medium,
      @Schema(description = "By default the campaign of the link")
          Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> campaign,
      @Schema(description = "By default the variant of the link")
          Optional<@Pattern(regexp = NAME, message = NAME_MESSAGE) String> content) {

    static final UtmPart NONE =
        new UtmPart(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Fails with a problem that names the first fault. */
  Link link(Optional<List<String>> allowedHosts) {
    if (expiresAt.isPresent()
        && (expiresAt.get().isBefore(Instant.EPOCH) || !expiresAt.get().isBefore(LATEST))) {
      throw Problem.badRequest("/expiresAt", "lies outside 1970 to 9998");
    }
    return new Link(
        name,
        destination(allowedHosts),
        fallback.map(url -> Target.of(url, allowedHosts, "/fallback")),
        campaign,
        variant,
        expiresAt,
        enabled.orElse(true));
  }

  private Destination destination(Optional<List<String>> allowedHosts) {
    if (target.isPresent() == whatsapp.isPresent()) {
      throw Problem.badRequest("/target", "give either target or whatsapp");
    }
    return whatsapp
        .<Destination>map(chat -> new Destination.Chat(chat.phoneNumber(), chat.text().orElse("")))
        .orElseGet(
            () ->
                new Destination.Web(
                    Target.of(target.orElseThrow(), allowedHosts, "/target"),
                    tagged.orElse(true) ? Optional.of(tags()) : Optional.empty()));
  }

  private Utm tags() {
    var wanted = utm.orElse(UtmPart.NONE);
    return new Utm(
        wanted.source().orElse(Utm.SOURCE),
        wanted.medium().orElse(Utm.MEDIUM),
        wanted.campaign().or(() -> campaign),
        wanted.content().or(() -> variant));
  }
}
