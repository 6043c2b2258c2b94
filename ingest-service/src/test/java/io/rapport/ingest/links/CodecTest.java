package io.rapport.ingest.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.links.reference.References;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Codes, tokens and references are what they were, and nothing else is. */
class CodecTest {

  private static final long MOST = (1L << 40) - 1;

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
  private final TokenCodec tokens = new TokenCodec(pseudonyms);
  private final References references = new References(pseudonyms);

  @Property
  void aCodeLeadsToItsAccount(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int account, @ForAll long seed) {
    var code = LinkCode.draw(account, new Random(seed));
    assertThat(LinkCode.of(code.text())).hasValue(code);
    assertThat(code.text()).matches("[0-9A-Za-z]{9,14}");
  }

  @Property
  void anyTextIsNoCodeOrReadsTheSame(@ForAll @StringLength(max = 20) String text) {
    LinkCode.of(text).ifPresent(code -> assertThat(code.text()).isEqualTo(text));
  }

  @Property
  void aTokenIsWhatItWas(@ForAll long number, @ForAll long seed) {
    var code = LinkCode.draw(7, new Random(seed));
    var token = tokens.encode(code, number);
    assertThat(token).matches("[0-9A-Za-z]{17}");
    assertThat(tokens.decode(code, token)).hasValue(number);
  }

  @Property
  void aTokenOfAnotherLinkIsNone(@ForAll long number, @ForAll long seed) {
    var random = new Random(seed);
    var token = tokens.encode(LinkCode.draw(7, random), number);
    assertThat(tokens.decode(LinkCode.draw(7, random), token)).isEmpty();
    assertThat(tokens.decode(LinkCode.draw(8, random), token)).isEmpty();
  }

  @Property
  void aTokenWithAnotherDigitIsNone(
      @ForAll long number, @ForAll @IntRange(min = 0, max = 16) int place, @ForAll char other) {
    var code = LinkCode.draw(7, new Random(1));
    var token = tokens.encode(code, number);
    var changed = new StringBuilder(token);
    changed.setCharAt(place, other);
    if (!changed.toString().equals(token)) {
      assertThat(tokens.decode(code, changed.toString())).isEmpty();
    }
  }

  @Property
  void aReferenceIsFoundInWhateverIsWrittenAroundIt(
      @ForAll @IntRange(min = 1) int account,
      @ForAll @LongRange(min = 0, max = MOST) long number,
      @ForAll @StringLength(max = 40) String before,
      @ForAll @StringLength(max = 40) String after) {
    var reference = references.encode(account, number);
    assertThat(reference).matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
    var text = before + " (" + reference + ") " + after;
    assertThat(references.find(account, text)).hasValue(number);
    assertThat(references.find(account, text.replace(reference, lower(reference))))
        .hasValue(number);
  }

  @Property
  void aReferenceOfAnotherAccountOrInsideAWordIsNone(
      @ForAll @IntRange(min = 1, max = 1000) int account,
      @ForAll @LongRange(min = 0, max = MOST) long number) {
    var reference = references.encode(account, number);
    assertThat(references.find(account + 1, reference)).isEmpty();
    assertThat(references.find(account, "X" + reference)).isEmpty();
    assertThat(references.find(account, reference + "9")).isEmpty();
    assertThat(references.find(account, reference + "-0000")).isEmpty();
  }

  @Property(tries = 2000)
  void whatLooksLikeAReferenceByAccidentIsNone(@ForAll @LongRange(min = 0) long digits) {
    var text = "%016X".formatted(digits);
    var serial = text.substring(0, 4) + "-" + text.substring(4, 8) + "-" + text.substring(8, 12);
    assertThat(references.find(7, "my serial number is " + serial)).isEmpty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
