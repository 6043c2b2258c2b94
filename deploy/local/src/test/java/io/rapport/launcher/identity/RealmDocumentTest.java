package io.rapport.launcher.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.launcher.installation.Secrets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmDocumentTest {

  @TempDir Path directory;
  private Secrets secrets;
  private JsonNode realm;

  @BeforeEach
  void make() throws Exception {
    secrets = new Secrets(directory.resolve("secrets"), new SecureRandom(), Map.of());
    realm = new ObjectMapper().readTree(new RealmDocument(secrets).text());
  }

  @Test
  void everyRoleHasADemoUserOfItsNameForEveryAccount() {
    for (var role : DemoRole.values()) {
      var user = named("users", "username", role.text());
      assertThat(user.at("/realmRoles/0").asText()).isEqualTo(role.text());
      assertThat(user.at("/attributes/accounts/0").asText()).isEqualTo("*");
      assertThat(user.at("/credentials/0/value").asText())
          .isEqualTo(secrets.password(role.secretName()));
      assertThat(named("roles/realm", "name", role.text()).isMissingNode()).isFalse();
    }
  }

  @Test
  void everyServiceHasAMachineClientThatMayBringEventsIn() {
    for (var machine :
        new String[] {
          "ingest-service", "metrics-service", "survey-service", "consent-service", "simulator"
        }) {
      var client = named("clients", "clientId", machine);
      assertThat(client.path("publicClient").asBoolean()).isFalse();
      assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
      assertThat(client.path("secret").asText()).hasSizeGreaterThan(20);
      var account = named("users", "username", "service-account-" + machine);
      assertThat(account.at("/realmRoles/0").asText()).isEqualTo("integrator");
    }
  }

  @Test
  void everyTokenCarriesAccountsAndTheAudience() {
    for (var client : realm.path("clients")) {
      assertThat(client.path("protocolMappers"))
          .extracting(mapper -> mapper.path("name").asText())
          .containsExactly("audience", "accounts");
      var accounts = client.at("/protocolMappers/1/config");
      assertThat(accounts.path("claim.name").asText()).isEqualTo("accounts");
      assertThat(accounts.path("multivalued").asText()).isEqualTo("true");
    }
  }

  @Test
  void nobodyGivesThemselvesAccounts() throws Exception {
    var profile =
        new ObjectMapper()
            .readTree(
                realm
                    .at(
                        "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0")
                    .asText());
    var accounts =
        StreamSupport.stream(profile.path("attributes").spliterator(), false)
            .filter(attribute -> attribute.path("name").asText().equals("accounts"))
            .findFirst()
            .orElseThrow();
    assertThat(accounts.at("/permissions/edit")).hasSize(1);
    assertThat(accounts.at("/permissions/edit/0").asText()).isEqualTo("admin");
  }

  private JsonNode named(String array, String field, String name) {
    return StreamSupport.stream(realm.at("/" + array).spliterator(), false)
        .filter(node -> node.path(field).asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
