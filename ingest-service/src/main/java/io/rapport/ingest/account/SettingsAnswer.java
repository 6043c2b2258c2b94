package io.rapport.ingest.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapport.ingest.subscription.WordLanguage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The settings of an account as they are.
 *
 * @param account the WABA id
 * @param contentRetentionDays null where the text of messages is dropped at the door
 * @param languages null where the known words of all languages apply
 * @param changedAt absent where nobody has changed anything yet
 */
@Schema(name = "AccountSettings")
record SettingsAnswer(
    @Schema(required = true) String account,
    @Schema(nullable = true) Optional<Integer> contentRetentionDays,
    List<String> optOutKeywords,
    List<String> optInKeywords,
    @Schema(nullable = true) Optional<List<String>> languages,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> changedAt,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> changedBy) {

  static SettingsAnswer of(String wabaId, SettingsVersion version) {
    var settings = version.settings();
    return new SettingsAnswer(
        wabaId,
        settings.contentRetentionDays(),
        settings.optOutKeywords(),
        settings.optInKeywords(),
        settings.languages().map(set -> set.stream().map(WordLanguage::code).sorted().toList()),
        version.change().map(SettingsVersion.Change::at),
        version.change().map(SettingsVersion.Change::by));
  }
}
