package io.rapport.ingest.links;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people see where a link leads nowhere: a sentence in their language. */
enum Page {
  UNKNOWN(
      404,
      "This link does not exist",
      "Please check that you have copied all of it.",
      "Diesen Link gibt es nicht",
      "Bitte prüfen Sie, ob Sie ihn vollständig kopiert haben."),
  ENDED(
      410,
      "This link has ended",
      "What it led to is no longer available here.",
      "Dieser Link ist abgelaufen",
      "Wohin er führte, ist hier nicht mehr verfügbar."),
  UNAVAILABLE(
      503,
      "This link does not work right now",
      "Please try again in a moment.",
      "Dieser Link funktioniert gerade nicht",
      "Bitte versuchen Sie es gleich noch einmal.");

  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final String HTML =
      """
      <!doctype html>
      <html lang="%1$s">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%2$s</title></head>
      <body><h1>%2$s</h1><p>%3$s</p></body>
      </html>
      """;

  private final int status;
  private final String english;
  private final String german;

  Page(int status, String title, String text, String germanTitle, String germanText) {
    this.status = status;
    this.english = HTML.formatted("en", title, text);
    this.german = HTML.formatted("de", germanTitle, germanText);
  }

  int status() {
    return status;
  }

  /**
   * @param acceptLanguage the header of that name
   */
  String html(Optional<String> acceptLanguage) {
    return language(acceptLanguage).equals(Locale.GERMAN) ? german : english;
  }

  private static Locale language(Optional<String> acceptLanguage) {
    try {
      return acceptLanguage
          .map(Locale.LanguageRange::parse)
          .map(ranges -> Locale.lookup(ranges, LANGUAGES))
          .orElse(Locale.ENGLISH);
    } catch (IllegalArgumentException noLanguages) {
      return Locale.ENGLISH;
    }
  }
}
