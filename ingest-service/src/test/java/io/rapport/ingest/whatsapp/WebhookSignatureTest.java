package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with signatures computed elsewhere. */
class WebhookSignatureTest {

  private static final String EMPTY =
      """
      {"object":"whatsapp_business_account","entry":[]}""";
  private static final String EMPTY_DIGEST =
      "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756";
  private static final String ESCAPED =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",\
      "value":{"messaging_product":"whatsapp","messages":[{"from":"16505551234","id":"wamid.T1",\
      "timestamp":"1750000000","type":"text","text":{"body":\
      "caf\\u00e9 \\ud83d\\ude00 a\\u0040b.c https:\\/\\/x.y"}}]}}]}]}""";
  private static final String ESCAPED_DIGEST =
      "b4010743186d9cb89cee0562b049b7462f3dfe778d67b57817f40701900b0370";
  private static final String REENCODED =
      ESCAPED
          .replace("\\u00e9", "\u00e9")
          .replace("\\ud83d\\ude00", "\ud83d\ude00")
          .replace("\\u0040", "@")
          .replace("\\/", "/");
  private static final String REENCODED_DIGEST =
      "90ed3c4077850f01fa3b7ad77ee6f35ddac7798cf4e23a3a69de9a6104f37220";

  private final WebhookSignature signature = new WebhookSignature(List.of("test_app_secret"));

  @Test
  void theRawBytesAreWhatIsSigned() {
    assertThat(valid(EMPTY_DIGEST, EMPTY)).isTrue();
    assertThat(valid(ESCAPED_DIGEST, ESCAPED)).isTrue();
    assertThat(valid(REENCODED_DIGEST, REENCODED)).isTrue();
  }

  @Test
  void aReencodedBodyDoesNotFitTheSignatureOfTheOriginal() {
    assertThat(valid(ESCAPED_DIGEST, REENCODED)).isFalse();
  }

  @Test
  void oneChangedByteIsNoticed() {
    assertThat(valid(EMPTY_DIGEST, EMPTY.replace("[]", "[ ]"))).isFalse();
    assertThat(valid(EMPTY_DIGEST.replace("dec6", "dec7"), EMPTY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=abc",
        "sha1=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
        "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
        "sha256=zzc6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
        "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c63375600"
      })
  void aHeaderOfAnotherShapeIsRefused(String header) {
    assertThat(signature.valid(header, EMPTY.getBytes(UTF_8))).isFalse();
  }

  @Test
  void everySecretInUseIsGood() {
    var rotated = new WebhookSignature(List.of("new_secret", "test_app_secret"));
    assertThat(rotated.valid("sha256=" + EMPTY_DIGEST, EMPTY.getBytes(UTF_8))).isTrue();
    var replaced = new WebhookSignature(List.of("new_secret"));
    assertThat(replaced.valid("sha256=" + EMPTY_DIGEST, EMPTY.getBytes(UTF_8))).isFalse();
  }

  @Test
  void spaceAroundASecretIsNoPartOfIt() {
    var listed = new WebhookSignature(List.of("new_secret", " test_app_secret\n", " "));
    assertThat(listed.valid("sha256=" + EMPTY_DIGEST, EMPTY.getBytes(UTF_8))).isTrue();
  }

  @Test
  void withoutASecretThereIsNothingToCheck() {
    for (var none : List.of(List.<String>of(), List.of("", " "))) {
      assertThatThrownBy(() -> new WebhookSignature(none))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private boolean valid(String digest, String body) {
    return signature.valid("sha256=" + digest, body.getBytes(UTF_8));
  }
}
