package io.rapport.ingest.account;

import io.rapport.ingest.subscription.WordLanguage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of accounts, and every version they ever had. */
final class AccountSettingsTable {

  private static final String FIND =
      """
      SELECT account_id, version, content_retention_days, opt_out_keywords, opt_in_keywords, languages,
        changed_at, changed_by
      FROM account_settings WHERE account_id = ANY ($1)""";

  /** Nothing is written where the version is no longer the one the change was made from. */
  private static final String REPLACE =
      """
      INSERT INTO account_settings AS held (account_id, version, content_retention_days,
        opt_out_keywords, opt_in_keywords, languages, changed_at, changed_by)
      VALUES ($1, $2 + 1, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (account_id) DO UPDATE SET version = excluded.version,
        content_retention_days = excluded.content_retention_days,
        opt_out_keywords = excluded.opt_out_keywords, opt_in_keywords = excluded.opt_in_keywords,
        languages = excluded.languages, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
      WHERE held.version = excluded.version - 1""";

  private static final String RECORD =
      """
      INSERT INTO account_settings_history (account_id, version, content_retention_days,
        opt_out_keywords, opt_in_keywords, languages, changed_at, changed_by)
      SELECT account_id, version, content_retention_days, opt_out_keywords, opt_in_keywords, languages,
        changed_at, changed_by
      FROM account_settings WHERE account_id = $1
      ON CONFLICT DO NOTHING""";

  private AccountSettingsTable() {}

  /** The settings of those of the accounts that have any. */
  static Uni<Map<Integer, SettingsVersion>> find(
      SqlConnection connection, Collection<Integer> accountIds) {
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addArrayOfInteger(accountIds.toArray(Integer[]::new)))
        .map(
            rows -> {
              var found = new HashMap<Integer, SettingsVersion>();
              for (var row : rows) {
                found.put(row.getInteger("account_id"), version(row));
              }
              return found;
            });
  }

  /**
   * Puts settings in the place of a version of them; empty, with nothing written, if that is no
   * longer the present one.
   */
  static Uni<Optional<SettingsVersion>> replace(
      SqlConnection connection,
      int accountId,
      int version,
      AccountSettings settings,
      SettingsVersion.Change change) {
    return connection
        .preparedQuery(REPLACE)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addInteger(version)
                .addInteger(settings.contentRetentionDays().orElse(null))
                .addArrayOfString(settings.optOutKeywords().toArray(String[]::new))
                .addArrayOfString(settings.optInKeywords().toArray(String[]::new))
                .addArrayOfString(
                    settings.languages().map(AccountSettingsTable::codes).orElse(null))
                .addOffsetDateTime(change.at().atOffset(ZoneOffset.UTC))
                .addString(change.by()))
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : connection
                        .preparedQuery(RECORD)
                        .execute(Tuple.of(accountId))
                        .replaceWith(
                            Optional.of(
                                new SettingsVersion(version + 1, settings, Optional.of(change)))));
  }

  private static SettingsVersion version(Row row) {
    return new SettingsVersion(
        row.getInteger("version"),
        new AccountSettings(
            Optional.ofNullable(row.getInteger("content_retention_days")),
            List.of(row.getArrayOfStrings("opt_out_keywords")),
            List.of(row.getArrayOfStrings("opt_in_keywords")),
            Optional.ofNullable(row.getArrayOfStrings("languages"))
                .map(AccountSettingsTable::languages)),
        Optional.of(
            new SettingsVersion.Change(
                row.getOffsetDateTime("changed_at").toInstant(), row.getString("changed_by"))));
  }

  /** A language that a newer version knows is none of ours. */
  private static Set<WordLanguage> languages(String[] codes) {
    return Stream.of(codes)
        .flatMap(code -> WordLanguage.ofCode(code).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String[] codes(Set<WordLanguage> languages) {
    return languages.stream().map(WordLanguage::code).sorted().toArray(String[]::new);
  }
}
