package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagsTest {

  @Test
  void theLatestWordOnATagHolds() {
    var story =
        new Story()
            .tagged("3H", "", "prospect")
            .tagged("1H", "prospect", "")
            .tagged("2H", "vip", "")
            .tagged("4H", "again", "again");
    assertThat(story.project().summary().tags()).containsExactly("again", "vip");
  }

  @Test
  void aTagIsNoContact() {
    var summary = new Story().tagged("0H", "vip", "").project().summary();
    assertThat(summary.firstContactAt()).isEmpty();
    assertThat(summary.tags()).containsExactly("vip");
  }
}
