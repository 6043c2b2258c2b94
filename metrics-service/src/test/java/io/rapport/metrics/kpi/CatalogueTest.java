package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.metrics.settings.InEffect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void idsAreUnique() {
    assertThat(Catalogue.all()).extracting(KpiDefinition::id).doesNotHaveDuplicates();
  }

  @Test
  void everyKpiIsFoundByItsId() {
    for (var kpi : Catalogue.all()) {
      assertThat(Catalogue.find(kpi.id())).hasValue(kpi);
    }
    assertThat(Catalogue.find("shoe-size")).isEmpty();
  }

  @Test
  void theHorizonIsThatOfTheHeadline() {
    for (var kpi : Catalogue.all()) {
      if (kpi.computation() instanceof Computation.Rate rate) {
        assertThat(kpi.horizon()).as(kpi.id()).hasValue(rate.headline().horizon(InEffect.DEFAULT));
      } else {
        assertThat(kpi.horizon()).as(kpi.id()).isEmpty();
      }
    }
  }

  @Test
  void everythingThatIsCountedHasItsPlaceInAKpi() {
    var used =
        Catalogue.all().stream()
            .map(KpiDefinition::computation)
            .filter(Computation.Rate.class::isInstance)
            .flatMap(computation -> ((Computation.Rate) computation).measures().stream())
            .distinct();

    assertThat(used).containsExactlyInAnyOrderElementsOf(Arrays.asList(Measure.values()));
  }
}
