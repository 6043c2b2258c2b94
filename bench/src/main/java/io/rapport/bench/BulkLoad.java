package io.rapport.bench;

import java.util.List;

/** Leaves indexes out while tables are filled, and makes them afterwards, as they were. */
final class BulkLoad {

  private static final String TABLES =
      "'{rapport.message,rapport.turn,rapport.message_cube,rapport.turn_cube,rapport.latency_cube,"
          + "rapport.latency_day,rapport.contact_cube,rapport.contact_day,"
          + "rapport.contact_month,rapport.episode,rapport.bot_input,rapport.flow_run,"
          + "rapport.flow_step,rapport.invitation,rapport.cart}'::regclass[]";

  static final List<String> BEFORE =
      List.of(
          "ALTER SYSTEM SET max_wal_size = '8GB'",
          "SELECT pg_reload_conf()",
          "ALTER DATABASE rapport SET work_mem = '512MB'",
          "ALTER DATABASE rapport SET maintenance_work_mem = '1GB'",
          """
          DO $$
          DECLARE
            i record;
          BEGIN
            CREATE TABLE public.postponed (statement text NOT NULL);
            FOR i IN SELECT conname, conrelid::regclass AS of, pg_get_constraintdef(oid) AS definition
                FROM pg_constraint WHERE contype = 'p' AND conrelid = ANY (%1$s) LOOP
              INSERT INTO public.postponed
              VALUES (format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', i.of, i.conname, i.definition));
              EXECUTE format('ALTER TABLE %%s DROP CONSTRAINT %%I', i.of, i.conname);
            END LOOP;
            FOR i IN SELECT indexrelid::regclass AS index, pg_get_indexdef(indexrelid) AS definition
                FROM pg_index WHERE indrelid = ANY (%1$s) LOOP
              INSERT INTO public.postponed VALUES (i.definition);
              EXECUTE format('DROP INDEX %%s', i.index);
            END LOOP;
          END $$"""
              .formatted(TABLES));

  static final List<String> AFTER =
      List.of(
          """
          DO $$
          DECLARE
            i record;
          BEGIN
            FOR i IN SELECT statement FROM public.postponed LOOP
              EXECUTE i.statement;
            END LOOP;
            DROP TABLE public.postponed;
          END $$""",
          "ALTER DATABASE rapport RESET ALL");

  private BulkLoad() {}
}
