package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Stores one kind of fact, one row each, under contact and id. */
final class FactTable<F> {

  private final Function<F, UUID> id;
  private final Function<Row, F> decoder;
  private final Upsert<Owned<F>> upsert;
  private final String select;
  private final String delete;

  /**
   * @param idColumn the last part of the primary key
   * @param columns all others but account and contact
   */
  FactTable(
      String table,
      String idColumn,
      Function<F, UUID> id,
      List<Column<F>> columns,
      Function<Row, F> decoder) {
    this.id = requireNonNull(id, "id is null");
    this.decoder = requireNonNull(decoder, "decoder is null");
    upsert =
        Upsert.replacing(
            table,
            List.of(
                Column.required("contact_id", ColumnType.ID, Owned::contactId),
                Column.required(idColumn, ColumnType.ID, row -> id.apply(row.fact()))),
            columns.stream().map(FactTable::ofOwned).toList());
    select = "SELECT * FROM %s WHERE account_id = $1 AND contact_id = ANY ($2)".formatted(table);
    delete =
        "DELETE FROM %s WHERE account_id = $1 AND (contact_id, %s) IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))"
            .formatted(table, idColumn);
  }

  private static <F> Column<Owned<F>> ofOwned(Column<F> column) {
    return new Column<>(column.name(), column.type(), row -> column.value().apply(row.fact()));
  }

  /** Reads the rows of contacts; its parameters are the account and their ids. */
  String select() {
    return select;
  }

  /** What is stored of the contacts; a contact without rows has no entry. */
  Map<UUID, List<F>> decode(RowSet<Row> rows) {
    Map<UUID, List<F>> facts = new HashMap<>();
    for (var row : rows) {
      facts
          .computeIfAbsent(row.getUUID("contact_id"), contact -> new ArrayList<>())
          .add(decoder.apply(row));
    }
    return facts;
  }

  void apply(Statements statements, int accountId, Map<UUID, Changes<F>> changes) {
    var contacts = new ArrayList<UUID>();
    var ids = new ArrayList<UUID>();
    changes.forEach(
        (contact, change) ->
            change
                .vanished(id)
                .forEach(
                    vanished -> {
                      contacts.add(contact);
                      ids.add(vanished);
                    }));
    if (!ids.isEmpty()) {
      statements.send(delete, accountId, contacts.toArray(UUID[]::new), ids.toArray(UUID[]::new));
    }
    upsert.apply(
        statements,
        accountId,
        changes.entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().asserted().stream()
                        .map(fact -> new Owned<>(entry.getKey(), fact)))
            .toList());
  }
}
