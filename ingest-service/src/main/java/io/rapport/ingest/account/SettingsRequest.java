package io.rapport.ingest.account;

import io.rapport.common.problem.Problem;
import io.rapport.ingest.subscription.SubscriptionWords;
import io.rapport.ingest.subscription.WordLanguage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All settings of an account, as somebody wants them; what is left out is as by default. */
record SettingsRequest(
    @Schema(
            description =
                "How long the text of messages is kept, in days; null: it is dropped at the door",
            nullable = true,
            examples = "30")
        @Min(1)
        @Max(3650)
        Integer contentRetentionDays,
    @Schema(
            description = "Texts that end a subscription, beside the known ones",
            examples = "[\"no more\"]")
        @Size(max = MOST_KEYWORDS)
        List<@NotNull @Size(max = LONGEST_KEYWORD) String> optOutKeywords,
    @Schema(
            description = "Texts that begin a subscription, beside the known ones",
            examples = "[\"count me in\"]")
        @Size(max = MOST_KEYWORDS)
        List<@NotNull @Size(max = LONGEST_KEYWORD) String> optInKeywords,
    @Schema(
            description =
                "Whose known words apply, as ISO 639-1 codes; null: those of all languages. English"
                    + " applies always.",
            nullable = true,
            examples = "[\"de\", \"fr\"]")
        @Size(max = MOST_KEYWORDS)
        List<@NotNull String> languages) {

  private static final int MOST_KEYWORDS = 100;
  private static final int LONGEST_KEYWORD = 64;

  /** What a database cannot hold or nobody can have meant. */
  private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** Fails with a problem that names the first fault. */
  AccountSettings settings() {
    var optOut = keywords("optOutKeywords", optOutKeywords);
    var optIn = keywords("optInKeywords", optInKeywords);
    var ending = new HashSet<String>();
    optOut.forEach(keyword -> ending.add(SubscriptionWords.normalised(keyword)));
    for (int i = 0; i < optIn.size(); i++) {
      if (ending.contains(SubscriptionWords.normalised(optIn.get(i)))) {
        throw Problem.badRequest("/optInKeywords/" + i, "is an opt-out keyword as well");
      }
    }
    return new AccountSettings(
        Optional.ofNullable(contentRetentionDays),
        optOut,
        optIn,
        Optional.ofNullable(languages).map(SettingsRequest::languages));
  }

  private static List<String> keywords(String member, List<String> keywords) {
    if (keywords == null) {
      return List.of();
    }
    for (int i = 0; i < keywords.size(); i++) {
      var pointer = "/" + member + "/" + i;
      if (UNUSABLE.matcher(keywords.get(i)).find()) {
        throw Problem.badRequest(pointer, "contains a control character or half a character");
      }
      if (SubscriptionWords.normalised(keywords.get(i)).isEmpty()) {
        throw Problem.badRequest(pointer, "has neither letter nor digit");
      }
    }
    return keywords.stream().map(String::strip).distinct().toList();
  }

  private static Set<WordLanguage> languages(List<String> codes) {
    var languages = EnumSet.noneOf(WordLanguage.class);
    for (int i = 0; i < codes.size(); i++) {
      var pointer = "/languages/" + i;
      languages.add(
          WordLanguage.ofCode(codes.get(i))
              .orElseThrow(
                  () -> Problem.badRequest(pointer, "is no language of which words are known")));
    }
    return languages;
  }
}
