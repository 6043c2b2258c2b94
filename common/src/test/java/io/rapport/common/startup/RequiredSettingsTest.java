package io.rapport.common.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequiredSettingsTest {

  private static final RequiredSettings REQUIRED =
      () -> Map.of("datasource.password", "DATABASE_PASSWORD", "datasource.url", "DATABASE_URL");

  @Test
  void namesTheVariablesOfWhatHasNoValue() {
    assertThat(REQUIRED.missing(name -> Optional.empty()))
        .containsExactly("DATABASE_PASSWORD", "DATABASE_URL");
  }

  @Test
  void blankIsMissing() {
    var values = Map.of("datasource.password", " ", "datasource.url", "postgresql://db/rapport");
    assertThat(REQUIRED.missing(name -> Optional.ofNullable(values.get(name))))
        .containsExactly("DATABASE_PASSWORD");
  }

  @Test
  void nothingIsMissingWhereAllIsSet() {
    assertThat(REQUIRED.missing(name -> Optional.of("value"))).isEmpty();
  }
}
