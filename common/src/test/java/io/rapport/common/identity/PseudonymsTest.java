package io.rapport.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rapport.common.identity.Pseudonyms.Domain;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  @Test
  void theSameThingHasTheSameDigest() {
    assertThat(pseudonyms.digest(Domain.ALIAS, "wa", "4915110000000"))
        .isEqualTo(pseudonyms.digest(Domain.ALIAS, "wa", "4915110000000"));
  }

  @Test
  void domainsPartsAndPeppersKeepDigestsApart() {
    var other = new byte[32];
    other[31] = 1;
    assertThat(
            java.util.Set.of(
                pseudonyms.digest(Domain.ALIAS, "ab", "c"),
                pseudonyms.digest(Domain.ALIAS, "a", "bc"),
                pseudonyms.digest(Domain.ALIAS, "abc"),
                pseudonyms.digest(Domain.MESSAGE, "ab", "c"),
                new Pseudonyms(other).digest(Domain.ALIAS, "ab", "c")))
        .hasSize(5);
  }

  @Test
  void aDigestIsAWellFormedUuid() {
    var digest = pseudonyms.digest(Domain.EVENT, "wamid.X");
    assertThat(digest.version()).isEqualTo(8);
    assertThat(digest.variant()).isEqualTo(2);
  }

  @Test
  void manyThreadsMayAskAtOnce() {
    var expected = pseudonyms.digest(Domain.ALIAS, "x");
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> pseudonyms.digest(Domain.ALIAS, "x"))
                .distinct())
        .containsExactly(expected);
  }

  @Test
  void aPepperOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pseudonyms(new byte[31]))
        .withMessageContaining("32 bytes");
  }
}
