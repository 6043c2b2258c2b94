package io.rapport.ingest.whatsapp;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words by which customers end a subscription. Only a text that says nothing else counts. */
final class OptOutKeywords {

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Set<String> keywords;
  private final int longest;

  OptOutKeywords(Collection<String> keywords) {
    this.keywords =
        keywords.stream()
            .map(OptOutKeywords::normalised)
            .filter(keyword -> !keyword.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.longest = this.keywords.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Ignores case, punctuation, surrounding and repeated space, and the width of letters. */
  boolean matches(String text) {
    // Punctuation and decomposed letters make a text longer than its keyword, but not by much.
    return text.length() <= 4 * longest && keywords.contains(normalised(text));
  }

  private static String normalised(String text) {
    var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return SEPARATORS.matcher(compatible).replaceAll(" ").strip();
  }
}
