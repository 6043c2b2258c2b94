package io.rapport.metrics.experiment;

import static io.restassured.RestAssured.given;

import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.TestDatabase;
import io.rapport.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the tests of experiments put into the database, and how they ask. */
final class ExperimentRows {

  private ExperimentRows() {}

  static RequestSpecification as(String role, int account) {
    return given()
        .auth()
        .oauth2(TestTokens.of(role, FactRows.waba(account)))
        .contentType(ContentType.JSON);
  }

  /** Two variants A and B with equal weights. */
  static String body(int account, String campaign, String metric, double holdOut) {
    return """
    {"account":"%s","name":"a test","campaign":"%s","metric":"%s","holdOut":%s,
     "variants":[{"name":"A"},{"name":"B"}]}"""
        .formatted(FactRows.waba(account), campaign, metric, holdOut);
  }

  /** A draft; gives its id. */
  static String draft(int account, String campaign, String metric, double holdOut) {
    return as("marketer", account)
        .body(body(account, campaign, metric, holdOut))
        .post("/v1/experiments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** A running experiment; gives its id. */
  static String running(int account, String campaign, String metric, double holdOut) {
    var id = draft(account, campaign, metric, holdOut);
    as("marketer", account)
        .header("If-Match", "\"0\"")
        .post("/v1/experiments/" + id + "/start")
        .then()
        .statusCode(200);
    return id;
  }

  static ValidatableResponse assign(int account, String id, List<UUID> contacts) {
    return as("integrator", account)
        .body(
            Map.of(
                "contacts", contacts.stream().map(c -> Map.of("contactId", c.toString())).toList()))
        .post("/v1/experiments/" + id + "/assignments")
        .then();
  }

  /** The variant of each contact, an empty text for the hold-out. */
  static List<String> variants(ValidatableResponse response) {
    List<Map<String, Object>> items = response.statusCode(200).extract().path("items");
    return items.stream().map(item -> (String) item.getOrDefault("variant", "")).toList();
  }

  static List<UUID> contacts(int account, int count) {
    var contacts = Stream.generate(UUID::randomUUID).limit(count).toList();
    contacts.forEach(
        contact ->
            run(
                "INSERT INTO rapport.contact (account_id, contact_id, created_at)"
                    + " VALUES (?, ?, now())",
                account,
                contact));
    return new ArrayList<>(contacts);
  }

  /** Puts contacts into arms of the account's only experiment, by the names of the variants. */
  static void place(int account, List<UUID> contacts, List<String> arms) {
    for (int i = 0; i < contacts.size(); i++) {
      run(
          "INSERT INTO rapport.experiment_assignment (account_id, experiment_id, contact_id, arm,"
              + " assigned_at) SELECT account_id, experiment_id, ?, ?, now()"
              + " FROM rapport.experiment WHERE account_id = ?",
          contacts.get(i),
          List.of("", "A", "B").indexOf(arms.get(i)),
          account);
    }
  }

  static void merge(int account, UUID merged, UUID heir) {
    run(
        "UPDATE rapport.contact SET merged_into = ? WHERE account_id = ? AND contact_id = ?",
        heir,
        account,
        merged);
  }

  static void exclude(int account, UUID contact, int exclusion) {
    run(
        "UPDATE rapport.contact SET exclusion = ? WHERE account_id = ? AND contact_id = ?",
        exclusion,
        account,
        contact);
  }

  /** As if the experiment and all its assignments had been made then. */
  static void backdate(int account, Instant moment) {
    run(
        "UPDATE rapport.experiment SET started_at = ? WHERE account_id = ?",
        moment.atOffset(ZoneOffset.UTC),
        account);
    run(
        "UPDATE rapport.experiment_assignment SET assigned_at = ? WHERE account_id = ?",
        moment.atOffset(ZoneOffset.UTC),
        account);
  }

  static void conversion(int account, UUID contact, Instant moment) {
    run(
        "INSERT INTO rapport.conversion (account_id, contact_id, conversion_id, converted_at,"
            + " name, refunded, exclusion) VALUES (?, ?, ?, ?, 'order', 0, 0)",
        account,
        contact,
        UUID.randomUUID(),
        moment.atOffset(ZoneOffset.UTC));
  }

  private static void run(String sql, Object... values) {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
