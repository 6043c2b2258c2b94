package io.rapport.common.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class IdentityCipherTest {

  private static final byte[] KEY_CONTEXT = "7/contact".getBytes(UTF_8);
  private static final byte[] CONTEXT = "7/contact/alias".getBytes(UTF_8);
  private static final byte[] NUMBER = "4915110000000".getBytes(UTF_8);

  private final IdentityCipher cipher = new IdentityCipher(new byte[32], new SecureRandom());
  private final byte[] key = cipher.newWrappedDataKey(KEY_CONTEXT);

  @Test
  void whatWasEncryptedComesBack() {
    var sealed = cipher.encrypt(key, KEY_CONTEXT, NUMBER, CONTEXT);
    assertThat(new String(sealed, UTF_8)).doesNotContain("4915110000000");
    assertThat(cipher.decrypt(key, KEY_CONTEXT, sealed, CONTEXT)).isEqualTo(NUMBER);
  }

  @Test
  void equalNumbersLookDifferent() {
    assertThat(cipher.encrypt(key, KEY_CONTEXT, NUMBER, CONTEXT))
        .isNotEqualTo(cipher.encrypt(key, KEY_CONTEXT, NUMBER, CONTEXT));
  }

  @Test
  void anotherContactsKeyOpensNothing() {
    var sealed = cipher.encrypt(key, KEY_CONTEXT, NUMBER, CONTEXT);
    var other = cipher.newWrappedDataKey(KEY_CONTEXT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher.decrypt(other, KEY_CONTEXT, sealed, CONTEXT));
  }

  @Test
  void aCiphertextMovedToAnotherPlaceIsRefused() {
    var sealed = cipher.seal(NUMBER, CONTEXT);
    assertThat(cipher.open(sealed, CONTEXT)).isEqualTo(NUMBER);
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.open(sealed, KEY_CONTEXT));
  }

  @Test
  void anAlteredCiphertextIsRefused() {
    var sealed = cipher.seal(NUMBER, CONTEXT);
    sealed[sealed.length - 1] ^= 1;
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.open(sealed, CONTEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.open(new byte[5], CONTEXT));
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdentityCipher(new byte[16], new SecureRandom()));
  }
}
