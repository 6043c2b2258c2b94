package io.rapport.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.identity.Pseudonyms;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  @ParameterizedTest
  @CsvSource({
    "5582999441234,558299441234", // Brazil, ninth digit
    "5215512345678,525512345678", // Mexico
    "5491123456789,541123456789" // Argentina
  })
  void twoSpellingsOfANumberHaveOneDigest(String longer, String shorter) {
    assertThat(digest(longer)).isEqualTo(digest(shorter));
  }

  @ParameterizedTest
  @CsvSource({
    "4915112345678,4915112345679",
    "5511234567890,551123456789", // a Brazilian number whose fifth digit is no ninth digit
    "5582912345678,558212345678", // a landline has no ninth digit
    "15550001111,5550001111"
  })
  void differentNumbersDoNot(String one, String other) {
    assertThat(digest(one)).isNotEqualTo(digest(other));
  }

  @Test
  void aNumberIsReducedToItsDigits() {
    assertThat(Identity.ofPerson("+49 (151) 123-45"))
        .contains(new Identity(IdentityKind.WA_ID, "4915112345"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "abc", "49151x", "DE.", "D1.23", "\u0661\u0662"})
  void whatIsNeitherNumberNorUserIdNamesNobody(String value) {
    assertThat(Identity.ofPerson(value)).isEmpty();
  }

  @Test
  void aUserIdIsTheSamePersonWhereverItStands() {
    var announced = Identity.ofUserId("DE.ENT.7", IdentityKind.USER_ID).orElseThrow();
    var found = Identity.ofPerson("DE.ENT.7").orElseThrow();
    assertThat(found.kind()).isEqualTo(IdentityKind.PARENT_USER_ID);
    assertThat(Alias.of(found, pseudonyms).digest())
        .isEqualTo(Alias.of(announced, pseudonyms).digest());
  }

  @Test
  void aGroupIsNeverAPerson() {
    assertThat(Alias.of(Identity.ofGroup("49151"), pseudonyms).digest())
        .isNotEqualTo(digest("49151"));
  }

  @Test
  void namesHoldEachDigestOnce() {
    var names =
        Names.of(
            List.of(
                new Identity(IdentityKind.WA_ID, "5582999441234"),
                new Identity(IdentityKind.WA_ID, "558299441234")),
            pseudonyms);
    assertThat(names.aliases()).hasSize(1);
  }

  private UUID digest(String number) {
    return Alias.of(Identity.ofPerson(number).orElseThrow(), pseudonyms).digest();
  }
}
