package io.rapport.ingest.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is over its time is deleted, of every account. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class LinkExpiryTest {

  @Inject LinkExpiry expiry;

  private final Stored one = account();
  private final Stored other = account();

  @Test
  void expiredTokensAndOldKeysGoAndTheOthersStay() {
    for (var stored : new Stored[] {one, other}) {
      stored.execute(
          """
          INSERT INTO rapport.link_token (account_id, token, link_id, contact_id, channel_id, expires_at)
          SELECT :account, n, gen_random_uuid(), gen_random_uuid(), 0,
            now() - interval '2 days' + CASE WHEN n <= 2500 THEN interval '0' ELSE interval '3 days' END
          FROM generate_series(1, 2501) n""");
      stored.execute(
          """
          INSERT INTO rapport.request_key (account_id, key_digest, content, claimed_at)
          VALUES (:account, gen_random_uuid(), gen_random_uuid(), now() - interval '25 hours'),
                 (:account, gen_random_uuid(), gen_random_uuid(), now())""");
    }
    expiry.run().await().indefinitely();
    for (var stored : new Stored[] {one, other}) {
      assertThat(stored.values("SELECT token FROM rapport.link_token WHERE account_id = :account"))
          .containsExactly(2501L);
      assertThat(stored.count("request_key", "claimed_at > now() - interval '1 hour'")).isOne();
      assertThat(stored.count("request_key")).isOne();
    }
  }

  private static Stored account() {
    var waba = "waba-" + UUID.randomUUID();
    Accounts.add(waba);
    return new Stored(waba);
  }
}
