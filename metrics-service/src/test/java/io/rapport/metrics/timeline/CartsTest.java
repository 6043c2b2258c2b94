package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CartsTest {

  private static List<Optional<Instant>> purchases(Story story) {
    return story.project().carts().stream().map(CartFact::purchasedAt).toList();
  }

  private static Story carts() {
    return new Story().fillsCart("c1", "0H").fillsCart("c2", "10H");
  }

  @Test
  void aConversionBuysTheCartItNames() {
    assertThat(purchases(carts().buysCart(Optional.of("c1"), "order", "20H")))
        .containsExactly(Optional.of(Story.at("20H")), Optional.empty());
  }

  @Test
  void aPurchaseThatNamesNoneBuysTheLatest() {
    assertThat(purchases(carts().buysCart(Optional.empty(), "Purchase", "20H")))
        .containsExactly(Optional.empty(), Optional.of(Story.at("20H")));
    assertThat(purchases(carts().buysCart(Optional.empty(), "purchase", "9H59M59S")))
        .containsExactly(Optional.of(Story.at("9H59M59S")), Optional.empty());
  }

  @Test
  void somethingElseThatNamesNoneBuysNothing() {
    assertThat(purchases(carts().buysCart(Optional.empty(), "lead", "20H")))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void theFirstPurchaseAndTheFirstReportCount() {
    var story =
        carts()
            .fillsCart("c1", "5H")
            .buysCart(Optional.of("c1"), "order", "30H")
            .buysCart(Optional.of("c1"), "order", "-1H");
    assertThat(story.project().carts()).extracting(CartFact::createdAt).contains(Story.at("0H"));
    assertThat(purchases(story)).containsExactly(Optional.of(Story.at("-1H")), Optional.empty());
  }

  @Test
  void anOrderThatIsToldAgainBuysNoLaterCart() {
    var story = carts().buys("o", "9H").buys("o", "11H");
    assertThat(purchases(story)).containsExactly(Optional.of(Story.at("9H")), Optional.empty());
  }
}
