package io.rapport.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketsTest {

  @ParameterizedTest
  @CsvSource({
    "4915112345678, DE",
    "393331234567, IT",
    "5511912345678, BR",
    "5491123456789, AR",
    "12025550143, US",
    "14165550143, CA",
    "77012345678, KZ",
    "79161234567, RU",
    "491,",
    "87812345678901,",
    "99999999999999,",
    "1,",
    "0,"
  })
  void aNumberTellsItsCountry(String digits, String market) {
    assertThat(Markets.of(Identity.ofPerson(digits).orElseThrow()))
        .isEqualTo(Optional.ofNullable(market));
  }

  @ParameterizedTest
  @CsvSource({"DE.1234, DE", "BR.ENT.1234, BR", "odd,", "de.1234,", "ZZ.1234,"})
  void aUserIdNamesItsCountry(String userId, String market) {
    assertThat(Markets.of(new Identity(IdentityKind.USER_ID, userId)))
        .isEqualTo(Optional.ofNullable(market));
  }

  @Test
  void aGroupHasNone() {
    assertThat(Markets.of(Identity.ofGroup("DE.120363"))).isEmpty();
  }
}
