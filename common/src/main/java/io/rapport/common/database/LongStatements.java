package io.rapport.common.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the pool of connections, which remember long statements as well. By default those of more
 * than 2,048 characters are parsed at each use, and what writes thirty columns is longer than that.
 */
@Singleton
final class LongStatements implements PgPoolCreator {

  private static final int LONGEST = 65_536;

  @Override
  public Pool create(Input input) {
    var options = input.pgConnectOptionsList();
    options.forEach(option -> option.setPreparedStatementCacheSqlLimit(LONGEST));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(options))
        .using(input.vertx())
        .build();
  }
}
