package io.rapport.ingest.subscription;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.SubscriptionWord;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which customers end or begin a subscription. Only a text that says nothing else
 * counts, and where a word would do both, it ends it. Text and words are compared without case,
 * punctuation, emoji, surrounding and repeated space, width of letters, and accents (people leave
 * them out). Immutable.
 */
public final class SubscriptionWords {

  /** Joiners and other characters nobody sees. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  /**
   * Accents of Latin, Greek and Cyrillic letters, vowel signs and hamza of Arabic ones, and what
   * makes a character an emoji. Marks of other scripts are letters by themselves and stay.
   */
  private static final Pattern ACCENTS =
      Pattern.compile("[\\u0300-\\u036f\\u064b-\\u0655\\u20e3\\ufe00-\\ufe0f]+");

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Map<String, SubscriptionWord> words;
  private final int longest;

  private SubscriptionWords(Map<String, SubscriptionWord> words) {
    this.words = Map.copyOf(words);
    this.longest = words.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * The words of some languages and others beside. Blank ones are ignored.
   *
   * @param languages whose words apply; English applies in any case
   */
  public static SubscriptionWords of(
      Set<WordLanguage> languages, Collection<String> optOut, Collection<String> optIn) {
    requireNonNull(optOut, "optOut is null");
    requireNonNull(optIn, "optIn is null");
    var applying = EnumSet.of(WordLanguage.EN);
    applying.addAll(languages);
    var words = new HashMap<String, SubscriptionWord>();
    applying.forEach(language -> add(words, language.optIn(), SubscriptionWord.OPT_IN));
    add(words, optIn, SubscriptionWord.OPT_IN);
    applying.forEach(language -> add(words, language.optOut(), SubscriptionWord.OPT_OUT));
    add(words, optOut, SubscriptionWord.OPT_OUT);
    return new SubscriptionWords(words);
  }

  /** The words of all languages. */
  public static SubscriptionWords all() {
    return of(EnumSet.allOf(WordLanguage.class), List.of(), List.of());
  }

  /** Whether the text is one of the words. */
  public SubscriptionWord wordOf(String text) {
    // Punctuation and decomposed letters make a text longer than its word, but not by much.
    return text.length() > 4 * longest
        ? SubscriptionWord.NONE
        : words.getOrDefault(normalised(text), SubscriptionWord.NONE);
  }

  /** What two spellings of the same word have in common; empty where there is no word at all. */
  public static String normalised(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    plain = INVISIBLE.matcher(plain).replaceAll("");
    plain = ACCENTS.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    // The Turkish i without dot and the one with it are the same capital letter to everybody else.
    return SEPARATORS.matcher(plain.replace("\u0131", "i")).replaceAll(" ").strip();
  }

  private static void add(
      Map<String, SubscriptionWord> words, Collection<String> texts, SubscriptionWord meaning) {
    for (var text : texts) {
      var word = normalised(text);
      if (!word.isEmpty()) {
        words.put(word, meaning);
      }
    }
  }
}
