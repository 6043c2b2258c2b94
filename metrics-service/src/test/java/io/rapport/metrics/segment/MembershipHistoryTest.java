package io.rapport.metrics.segment;

import static io.rapport.metrics.segment.SegmentRows.as;
import static io.rapport.metrics.segment.SegmentRows.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.records.RecordId;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down of who was in a segment. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class MembershipHistoryTest {

  private static Regulars regulars;

  @Inject Pool pool;
  @Inject SegmentRefresh refresh;

  @BeforeEach
  void regulars() {
    if (regulars == null) {
      regulars = Regulars.in(pool);
    }
  }

  @Test
  void whatIsWrittenDownOfMembersStaysAsItWas() {
    var id = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    var path = "/v1/segments/" + id;
    as("marketer", regulars.waba())
        .post(path + "/refresh")
        .then()
        .statusCode(200)
        .body("members", equalTo(1))
        .body("joined", equalTo(1))
        .body("left", equalTo(0));
    as("marketer", regulars.waba())
        .post(path + "/refresh")
        .then()
        .body("joined", equalTo(0))
        .body("left", equalTo(0));
    as("marketer", regulars.waba())
        .header("If-Match", "*")
        .body(SegmentRows.body(regulars.waba(), "{\"channel\":[\"phone-2\"]}"))
        .put(path)
        .then()
        .statusCode(200);
    as("marketer", regulars.waba())
        .post(path + "/refresh")
        .then()
        .body("members", equalTo(1))
        .body("joined", equalTo(1))
        .body("left", equalTo(1));
  }

  @Test
  void whatAContactWasTheOneItWasMergedIntoWas() {
    var id = segment(regulars.waba(), "{\"tag\":[\"none\"]}");
    var segment = RecordId.of(id).orElseThrow().id();
    var merged = regulars.mergedInto("dora");
    regulars.member(segment, merged, 30, 20);
    regulars.member(segment, merged, 10, 0);

    as("marketer", regulars.waba())
        .post("/v1/segments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("members", equalTo(0))
        .body("left", equalTo(1));

    assertThat(
            regulars
                .ledger()
                .query(
                    """
                SELECT contact_id || ' ' || (now()::date - joined_at::date) || ' '
                  || (now()::date - left_at::date)
                FROM rapport.segment_membership WHERE segment_id = '%s' ORDER BY joined_at"""
                        .formatted(segment)))
        .containsExactly(regulars.contact("dora") + " 30 20", regulars.contact("dora") + " 10 0");
  }

  @Test
  void segmentsAreRefreshedWhenTheyAreDue() {
    var id = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    var query =
        "SELECT members FROM rapport.segment_refresh WHERE segment_id = '%s'"
            .formatted(RecordId.of(id).orElseThrow().id());
    assertThat(regulars.ledger().query(query)).isEmpty();
    refresh.refreshDue().await().atMost(Duration.ofSeconds(30));
    assertThat(regulars.ledger().query(query)).containsExactly("1");
  }
}
