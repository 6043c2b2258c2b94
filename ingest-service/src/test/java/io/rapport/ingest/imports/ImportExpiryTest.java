package io.rapport.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of imports go after a while; what they brought stays. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ImportExpiryTest {

  private static final String ROWS =
      "direction,contact,time\nin,4915112345678,1790848800\nup,1,1790848800\n";

  @Inject ImportExpiry expiry;

  private final ImportClient client = new ImportClient();
  private final Stored stored = new Stored(client.account());

  @BeforeEach
  void theNumberIsKnown() {
    client.known();
  }

  @Test
  void whatNothingHasHappenedToForLongIsDeletedWithItsFaults() {
    var old = imported("old");
    var fresh = imported("fresh");
    long facts = stored.count("event");
    stored.execute(
        "UPDATE rapport.import SET updated_at = now() - interval '91 days' WHERE import_id = '"
            + old
            + "'");
    expiry.run().await().indefinitely();
    client.get(old).statusCode(404);
    client.get(fresh).statusCode(200);
    assertThat(
            stored.values(
                "SELECT import_id::text FROM rapport.import_error WHERE account_id = :account"))
        .containsExactly(fresh);
    assertThat(stored.count("event")).isEqualTo(facts);
  }

  @Test
  void moreThanOneTransactionHoldsGoAtOnce() {
    for (int i = 0; i < 15; i++) {
      imported("file" + i);
    }
    stored.execute(
        "UPDATE rapport.import SET updated_at = now() - interval '1 year'"
            + " WHERE account_id = :account");
    expiry.run().await().indefinitely();
    assertThat(stored.count("import")).isZero();
    assertThat(stored.count("import_error")).isZero();
  }

  private String imported(String key) {
    String id = client.begin("csv", key).statusCode(201).extract().path("id");
    client.chunk(id, ROWS).statusCode(200);
    return id;
  }
}
