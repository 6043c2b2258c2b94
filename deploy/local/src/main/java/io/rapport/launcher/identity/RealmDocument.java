package io.rapport.launcher.identity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.launcher.installation.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The realm as the identity provider imports it once: roles, a demo user for each, a machine client
 * for each service and the simulator, and what every access token carries: {@code
 * realm_access.roles}, {@code accounts} (an array of WABA ids, or {@code ["*"]}) and the audience
 * {@code rapport}.
 */
final class RealmDocument {

  /** Raised with every client, user or role that is added here: older realms lack it. */
  static final String VERSION = "2";

  private static final List<String> MACHINES =
      List.of(
          "ingest-service",
          "metrics-service",
          "survey-service",
          "consent-service",
          KeycloakServer.SIMULATOR);

  private static final String EVERY_ACCOUNT = "*";

  private final ObjectMapper json = new ObjectMapper();
  private final Secrets secrets;

  RealmDocument(Secrets secrets) {
    this.secrets = requireNonNull(secrets, "secrets is null");
  }

  /** The name under which the secret of a machine's client is kept. */
  static String secretName(String machine) {
    return "client." + machine + ".secret";
  }

  String text() {
    try (var template = RealmDocument.class.getResourceAsStream("rapport-realm.json")) {
      var realm = (ObjectNode) json.readTree(requireNonNull(template, "template is missing"));
      ((ObjectNode) realm.at("/components/org.keycloak.userprofile.UserProfileProvider/0/config"))
          .putArray("kc.user.profile.config")
          .add(json.writeValueAsString(userProfile()));
      var clients = (ArrayNode) realm.get("clients");
      MACHINES.forEach(machine -> clients.add(machine(machine)));
      clients.forEach(client -> ((ObjectNode) client).set("protocolMappers", claims()));
      var users = (ArrayNode) realm.get("users");
      for (var role : DemoRole.values()) {
        users.add(person(role));
      }
      MACHINES.forEach(machine -> users.add(serviceAccount(machine)));
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(realm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which accounts people may see is decided by administrators, never by themselves. */
  private ObjectNode userProfile() throws JsonProcessingException {
    return (ObjectNode)
        json.readTree(
            """
            {"attributes": [
              {"name": "username", "permissions": {"view": ["admin", "user"], "edit": ["admin"]}},
              {"name": "email", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
              {"name": "firstName", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
              {"name": "lastName", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
              {"name": "accounts", "displayName": "Accounts (WABA ids, or *)", "multivalued": true,
               "permissions": {"view": ["admin"], "edit": ["admin"]}}]}
            """);
  }

  private ObjectNode machine(String name) {
    var client = json.createObjectNode();
    client.put("clientId", name);
    client.put("secret", secrets.password(secretName(name)));
    client.put("publicClient", false);
    client.put("serviceAccountsEnabled", true);
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", false);
    return client;
  }

  private ArrayNode claims() {
    var mappers = json.createArrayNode();
    var audience = mappers.addObject();
    audience.put("name", "audience").put("protocol", "openid-connect");
    audience.put("protocolMapper", "oidc-audience-mapper");
    audience
        .putObject("config")
        .put("included.custom.audience", "rapport")
        .put("access.token.claim", "true");
    var accounts = mappers.addObject();
    accounts.put("name", "accounts").put("protocol", "openid-connect");
    accounts.put("protocolMapper", "oidc-usermodel-attribute-mapper");
    accounts
        .putObject("config")
        .put("user.attribute", "accounts")
        .put("claim.name", "accounts")
        .put("jsonType.label", "String")
        .put("multivalued", "true")
        .put("access.token.claim", "true");
    return mappers;
  }

  /**
   * Without an address and names the identity provider would ask for them before it gives a token.
   */
  private ObjectNode person(DemoRole role) {
    var user = json.createObjectNode();
    user.put("username", role.text());
    user.put("enabled", true);
    user.put("email", role.text() + "@rapport.invalid");
    user.put("emailVerified", true);
    user.put("firstName", "Demo");
    user.put("lastName", role.text());
    user.putArray("realmRoles").add(role.text());
    user.putObject("attributes").putArray("accounts").add(EVERY_ACCOUNT);
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", secrets.password(role.secretName()))
        .put("temporary", false);
    return user;
  }

  private ObjectNode serviceAccount(String machine) {
    var user = json.createObjectNode();
    user.put("username", "service-account-" + machine);
    user.put("enabled", true);
    user.put("serviceAccountClientId", machine);
    user.putArray("realmRoles").add(DemoRole.INTEGRATOR.text());
    user.putObject("attributes").putArray("accounts").add(EVERY_ACCOUNT);
    return user;
  }
}
