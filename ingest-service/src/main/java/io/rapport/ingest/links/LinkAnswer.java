package io.rapport.ingest.links;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A link as it is. Says nothing of contacts.
 *
 * @param account the WABA id
 * @param url what to print, send and post
 */
@Schema(name = "Link")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record LinkAnswer(
    @Schema(required = true) String account,
    @Schema(required = true) String code,
    @Schema(required = true) String url,
    @Schema(required = true) String name,
    Optional<String> target,
    Optional<Chat> whatsapp,
    boolean tagged,
    Optional<Tags> utm,
    Optional<String> fallback,
    Optional<String> campaign,
    Optional<String> variant,
    Optional<Instant> expiresAt,
    boolean enabled,
    Optional<Instant> archivedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) String createdBy,
    @Schema(required = true) Instant changedAt,
    @Schema(required = true) String changedBy) {

  /** Into the chat with a number of the business. */
  @RegisterForReflection
  @Schema(name = "LinkedChat")
  record Chat(String phoneNumber, String text) {}

  /** What the target's analytics is told. */
  @RegisterForReflection
  @Schema(name = "LinkTags")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Tags(String source, String medium, Optional<String> campaign, Optional<String> content) {}

  /**
   * Links, the newest first.
   *
   * @param next empty on the last page
   */
  @Schema(name = "LinkPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Page(
      @Schema(required = true) List<LinkAnswer> items,
      @Schema(description = "Send as `cursor` to read on; absent on the last page")
          Optional<String> next) {

    Page {
      items = List.copyOf(items);
    }
  }

  static LinkAnswer of(String account, String url, LinkRecord row) {
    var link = row.link();
    Optional<Destination.Web> web =
        link.destination() instanceof Destination.Web to ? Optional.of(to) : Optional.empty();
    Optional<Destination.Chat> chat =
        link.destination() instanceof Destination.Chat to ? Optional.of(to) : Optional.empty();
    return new LinkAnswer(
        account,
        row.code,
        url,
        link.name(),
        web.map(to -> to.target().url()),
        chat.map(to -> new Chat(to.phoneNumber(), to.greeting())),
        row.tagged,
        web.flatMap(Destination.Web::utm)
            .map(utm -> new Tags(utm.source(), utm.medium(), utm.campaign(), utm.content())),
        link.fallback().map(Target::url),
        link.campaign(),
        link.variant(),
        link.expiresAt(),
        link.enabled(),
        Optional.ofNullable(row.archivedAt),
        row.createdAt,
        row.createdBy,
        row.changedAt,
        row.changedBy);
  }
}
