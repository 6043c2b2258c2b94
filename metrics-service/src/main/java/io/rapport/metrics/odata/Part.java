package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.rapport.metrics.kpi.KpiEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is counted in one go: one KPI of one account, perhaps by one dimension. */
record Part(Account account, String kpi, Optional<String> dimension) {

  Part {
    requireNonNull(account, "account is null");
    requireNonNull(kpi, "kpi is null");
    requireNonNull(dimension, "dimension is null");
  }

  /** The parts whose rows a query may want, in the order of their rows. */
  static List<Part> of(Query query, List<Account> accounts) {
    var parts = new ArrayList<Part>();
    for (var account : accounts) {
      if (!query.filter().permits(Row.builder().put("Account", account.wabaId()).build())) {
        continue;
      }
      for (var kpi : KpiEntry.all()) {
        if (query.set() == EntitySet.DAILY) {
          parts.add(new Part(account, kpi.id(), Optional.empty()));
        } else {
          kpi.groupings().forEach(by -> parts.add(new Part(account, kpi.id(), Optional.of(by))));
        }
      }
    }
    parts.removeIf(part -> !query.filter().permits(part.known()));
    return parts;
  }

  /** What all its rows have in common. */
  private Row known() {
    var row = Row.builder().put("Account", account.wabaId()).put("Kpi", kpi);
    dimension.ifPresent(by -> row.put("Dimension", by));
    return row.build();
  }

  /** Its name in a skip token. */
  String name() {
    return String.join("\t", kpi, dimension.orElse(""), account.wabaId());
  }
}
