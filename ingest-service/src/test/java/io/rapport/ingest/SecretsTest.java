package io.rapport.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private final Secrets secrets = new Secrets();

  @Test
  void aKeyOfAnotherShapeIsRefusedByName() {
    assertThatThrownBy(() -> secrets.pseudonyms(Optional.of("not base64!")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RAPPORT_PEPPER");
    assertThatThrownBy(() -> secrets.identityCipher(Optional.of("c2hvcnQ=")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RAPPORT_KEY_ENCRYPTION_KEY")
        .hasMessageNotContaining("c2hvcnQ=");
  }
}
