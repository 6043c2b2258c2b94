package io.rapport.ingest.imports.read;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands behind the author of a message in a chat: what they wrote, a medium, or something
 * WhatsApp says in their name. A phone says it in its language (docs/import.md names those known);
 * in others the place of a medium counts as a text.
 */
record ChatWords(String type, Optional<String> text) {

  /** iOS begins with it what the author has not written. */
  private static final char MARK = '\u200E';

  private static final String TEXT = "text";

  /** A medium nobody knows the kind of: Android leaves it out and says no more. */
  private static final ChatWords LEFT_OUT = new ChatWords("unsupported", Optional.empty());

  private static final Pattern OMITTED =
      oneOf(
          "<(%s)>",
          "Media omitted",
          "Medien ausgeschlossen",
          "Multimedia omitido",
          "Médias omis",
          "Mídia oculta",
          "Arquivo de mídia oculto",
          "Ficheiro não revelado",
          "Media omessi",
          "Media weggelaten",
          "Medya dahil edilmedi",
          "Media tidak disertakan");

  /** {@code IMG-20240213-WA0001.jpg (file attached)}; a caption may follow. */
  private static final Pattern ATTACHED =
      oneOf(
          "[^\\n]{1,200}\\.(\\w{2,5}) \\((?:%s)\\)(?:\\n.*)?",
          "file attached",
          "Datei angehängt",
          "archivo adjunto",
          "fichier joint",
          "arquivo anexado",
          "ficheiro anexado",
          "file allegato",
          "bestand bijgevoegd",
          "dosya ekli",
          "file terlampir");

  /** {@code <attached: 00000012-PHOTO-2024-02-13-13-05-09.jpg>}. */
  private static final Pattern ATTACHMENT =
      Pattern.compile("<[^<>:\\n]{2,30}: [^<>\\n]{1,200}\\.(\\w{2,5})>(?:\\n.*)?", Pattern.DOTALL);

  private static final int LONGEST_NOTE = 4;

  /** With what a note of iOS about a medium ends. */
  private static final Set<String> LAST_WORDS =
      Set.of(
          "omitted",
          "weggelassen",
          "omitido",
          "omitida",
          "omitidos",
          "absent",
          "absente",
          "omis",
          "omise",
          "ocultado",
          "ocultada",
          "omesso",
          "omessa",
          "omessi",
          "weggelaten");

  /** With what it begins. */
  private static final Map<String, List<String>> FIRST_WORDS =
      Map.of(
          "image",
          List.of("image", "bild", "imagen", "imagem", "immagine", "afbeelding", "foto", "photo"),
          "video",
          List.of("video", "vídeo", "vidéo", "gif", "videonotiz"),
          "audio",
          List.of("audio", "áudio", "sprachnachricht"),
          "sticker",
          List.of("sticker", "adesivo", "figurinha"),
          "document",
          List.of("document", "dokument", "documento"),
          "contacts",
          List.of(
              "contact",
              "kontaktkarte",
              "kontakt",
              "tarjeta",
              "contacto",
              "contato",
              "contatto",
              "contactkaart"));

  private static final Map<String, List<String>> EXTENSIONS =
      Map.of(
          "image", List.of("jpg", "jpeg", "png", "heic"),
          "video", List.of("mp4", "3gp", "mov", "gif"),
          "audio", List.of("opus", "ogg", "m4a", "mp3", "aac", "amr"),
          "sticker", List.of("webp"),
          "contacts", List.of("vcf"));

  /** Empty where the author has said nothing: WhatsApp speaks. */
  static Optional<ChatWords> of(String said) {
    var plain = ChatNames.plain(said);
    var note = note(said);
    if (note.isPresent()) {
      return note;
    }
    var attachment = ATTACHMENT.matcher(plain);
    var attached = ATTACHED.matcher(plain);
    if (attachment.matches() && said.indexOf(MARK) >= 0) {
      return Optional.of(medium(attachment.group(1)));
    }
    if (attached.matches()) {
      return Optional.of(medium(attached.group(1)));
    }
    if (OMITTED.matcher(plain).matches()) {
      return Optional.of(LEFT_OUT);
    }
    if (spokenByWhatsApp(said)) {
      return Optional.empty();
    }
    return Optional.of(new ChatWords(TEXT, Optional.of(said).filter(text -> !text.isBlank())));
  }

  /** {@code image omitted}, behind the mark: alone, or behind the name of a file. */
  private static Optional<ChatWords> note(String said) {
    int mark = said.lastIndexOf(MARK);
    if (mark < 0) {
      return Optional.empty();
    }
    var words = ChatNames.plain(said.substring(mark)).toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length > LONGEST_NOTE || !LAST_WORDS.contains(words[words.length - 1])) {
      return Optional.empty();
    }
    return kind(FIRST_WORDS, words[0]).map(type -> new ChatWords(type, Optional.empty()));
  }

  private static ChatWords medium(String extension) {
    return new ChatWords(
        kind(EXTENSIONS, extension.toLowerCase(Locale.ROOT)).orElse("document"), Optional.empty());
  }

  private static Optional<String> kind(Map<String, List<String>> kinds, String word) {
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue().contains(word))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Telephones put the mark before numbers, too, which people then copy. */
  private static boolean spokenByWhatsApp(String said) {
    return said.length() > 1
        && said.charAt(0) == MARK
        && said.charAt(1) != '+'
        && !Character.isDigit(said.charAt(1));
  }

  private static Pattern oneOf(String pattern, String... phrases) {
    return Pattern.compile(
        pattern.formatted(Arrays.stream(phrases).map(Pattern::quote).collect(joining("|"))),
        Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
