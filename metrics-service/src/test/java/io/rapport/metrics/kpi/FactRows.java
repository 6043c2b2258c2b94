package io.rapport.metrics.kpi;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Facts as the projection would have written them, put into the database of the tests. */
public final class FactRows {

  private static final AtomicInteger ACCOUNTS = new AtomicInteger(800_000);

  private FactRows() {}

  /** A business-initiated message; what is null is not known. */
  public record Message(
      UUID contact,
      UUID id,
      int channel,
      Origin origin,
      PricingCategory category,
      int exclusion,
      Instant sent,
      Instant delivered,
      Instant read,
      Instant failed,
      Integer code,
      Instant reply,
      boolean tapped,
      Instant click,
      Instant converted,
      Instant optedOut,
      boolean clockSkew,
      Label label) {}

  /** A turn; what is null is not known. */
  record Turn(
      UUID contact,
      UUID id,
      int channel,
      boolean first,
      int exclusion,
      Instant started,
      Instant answerableUntil,
      Instant answered,
      Instant humanAnswered,
      Instant botAnswered,
      Origin answerOrigin,
      Label label) {}

  /** What a sender said of a message; what is null was not said. */
  public record Label(
      String campaign,
      String variant,
      String template,
      String language,
      String segment,
      String format) {

    public static final Label NONE = new Label(null, null, null, null, null, null);
  }

  /** A fresh account with the channels 1 (phone-1) and 2 (phone-2); gives its number. */
  public static int account(String zone) {
    int account = ACCOUNTS.incrementAndGet();
    run(
        "INSERT INTO rapport.account (account_id, waba_id, zone, created_at) VALUES (?, ?, ?,"
            + " now())",
        statement -> {
          statement.setInt(1, account);
          statement.setString(2, waba(account));
          statement.setString(3, zone);
          statement.addBatch();
        });
    run(
        "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
            + " VALUES (?, ?, ?, now())",
        statement -> {
          for (int channel = 1; channel <= 2; channel++) {
            statement.setInt(1, account);
            statement.setInt(2, channel);
            statement.setString(3, "phone-" + channel);
            statement.addBatch();
          }
        });
    return account;
  }

  public static String waba(int account) {
    return "kpi-" + account;
  }

  public static void messages(int account, List<Message> messages) {
    run(
        """
        INSERT INTO rapport.message (account_id, contact_id, message_id, channel_id, inbound,
          business_initiated, origin, category, exclusion, sent_at, delivered_at, read_at, failed_at,
          error_code, first_reply_at, reply_tapped, first_click_at, converted_at, opted_out_at,
          clock_skew, failed_after_delivery,
          campaign, variant, template, language, segment, format)
        VALUES (?, ?, ?, ?, false, true, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        statement -> {
          for (var message : messages) {
            var values =
                new Values(statement)
                    .add(account)
                    .add(message.contact())
                    .add(message.id())
                    .add(message.channel())
                    .add(code(message.origin()))
                    .add(
                        Optional.ofNullable(message.category())
                            .map(c -> (int) c.code())
                            .orElse(null))
                    .add(message.exclusion())
                    .add(message.sent())
                    .add(message.delivered())
                    .add(message.read())
                    .add(message.failed())
                    .add(message.code())
                    .add(message.reply())
                    .add(message.tapped())
                    .add(message.click())
                    .add(message.converted())
                    .add(message.optedOut())
                    .add(message.clockSkew())
                    .add(message.failed() != null && message.delivered() != null);
            label(values, message.label());
            statement.addBatch();
          }
        });
  }

  /** A text of a customer on channel 1. */
  static void inbound(int account, UUID contact, Instant sent) {
    run(
        """
        INSERT INTO rapport.message (account_id, contact_id, message_id, channel_id, inbound,
          business_initiated, message_type, exclusion, sent_at, reply_tapped, clock_skew,
          failed_after_delivery)
        VALUES (?, ?, ?, 1, true, false, 1, 0, ?, false, false, false)\
        """,
        statement -> {
          new Values(statement).add(account).add(contact).add(UUID.randomUUID()).add(sent);
          statement.addBatch();
        });
  }

  static void turns(int account, List<Turn> turns) {
    run(
        """
        INSERT INTO rapport.turn (account_id, contact_id, turn_id, episode_id, channel_id,
          first_in_episode, exclusion, started_at, answerable_until, answered_at, human_answered_at,
          bot_answered_at, answer_origin, campaign, variant, template, language, segment, format)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        statement -> {
          for (var turn : turns) {
            var values =
                new Values(statement)
                    .add(account)
                    .add(turn.contact())
                    .add(turn.id())
                    .add(turn.id())
                    .add(turn.channel())
                    .add(turn.first())
                    .add(turn.exclusion())
                    .add(turn.started())
                    .add(turn.answerableUntil())
                    .add(turn.answered())
                    .add(turn.humanAnswered())
                    .add(turn.botAnswered())
                    .add(code(turn.answerOrigin()));
            label(values, turn.label());
            statement.addBatch();
          }
        });
  }

  /** What is known of a contact's receipts; null: there never was one. */
  static void receipt(int account, UUID contact, Instant lastReceipt) {
    run(
        "INSERT INTO rapport.timeline (account_id, contact_id, projected_at, last_receipt_at)"
            + " VALUES (?, ?, now(), ?)",
        statement -> {
          new Values(statement).add(account).add(contact).add(lastReceipt);
          statement.addBatch();
        });
  }

  /** A contact that is to be projected again from some moment on. */
  static void work(int account, UUID contact, Instant due) {
    run(
        "INSERT INTO rapport.contact_work (account_id, contact_id, work_id, due_at) VALUES (?, ?,"
            + " ?, ?)",
        statement -> {
          new Values(statement).add(account).add(contact).add(UUID.randomUUID()).add(due);
          statement.addBatch();
        });
  }

  /** Contacts with new facts that nobody has looked at yet. */
  static void announce(int account, UUID contact) {
    run(
        "INSERT INTO rapport.work_announcement VALUES (?, gen_random_uuid(), now(),"
            + " ARRAY[?::uuid])",
        statement -> {
          new Values(statement).add(account).add(contact);
          statement.addBatch();
        });
  }

  /** Fills a batch of statements. */
  interface Batch {
    void fill(PreparedStatement statement) throws SQLException;
  }

  static void run(String sql, Batch batch) {
    try (Connection connection = TestDatabase.shared().admin();
        var statement = connection.prepareStatement(sql)) {
      batch.fill(statement);
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Integer code(Origin origin) {
    return origin == null ? null : (int) origin.code();
  }

  private static void label(Values values, Label label) throws SQLException {
    values
        .add(label.campaign())
        .add(label.variant())
        .add(label.template())
        .add(label.language())
        .add(label.segment())
        .add(label.format());
  }

  /** Sets parameters one after the other. */
  static final class Values {

    private final PreparedStatement statement;
    private int position;

    Values(PreparedStatement statement) {
      this.statement = statement;
    }

    Values add(Object value) throws SQLException {
      position++;
      switch (value) {
        case null -> statement.setNull(position, Types.NULL);
        case Instant moment ->
            statement.setObject(position, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
        default -> statement.setObject(position, value);
      }
      return this;
    }
  }
}
