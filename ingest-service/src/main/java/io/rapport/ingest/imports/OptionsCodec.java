package io.rapport.ingest.imports;

import io.rapport.ingest.imports.read.DateOrder;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** How options are stored. */
final class OptionsCodec {

  private OptionsCodec() {}

  static String encode(ImportOptions options) {
    var json = new JsonObject();
    options.phoneNumberId().ifPresent(value -> json.put("phoneNumberId", value));
    options.zone().ifPresent(value -> json.put("zone", value));
    options.dateOrder().ifPresent(value -> json.put("dateOrder", value.name()));
    return json.encode();
  }

  static ImportOptions decode(JsonObject json) {
    return new ImportOptions(
        Optional.ofNullable(json.getString("phoneNumberId")),
        Optional.ofNullable(json.getString("zone")),
        Optional.ofNullable(json.getString("dateOrder")).map(DateOrder::valueOf));
  }
}
