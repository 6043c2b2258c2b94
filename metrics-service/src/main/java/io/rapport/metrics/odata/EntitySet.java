package io.rapport.metrics.odata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of the feed. */
enum EntitySet {
  /** What the KPIs mean. */
  DEFINITIONS(
      "KpiDefinitions",
      "KpiDefinition",
      List.of("Id"),
      List.of(
          text("Id"),
          text("Name"),
          new Property("DefinitionVersion", Edm.INT32, false),
          text("Unit"),
          text("Formula"),
          new Property("Horizon", Edm.STRING, true),
          new Property("Additive", Edm.BOOLEAN, false))),
  /** A row for each account, KPI and day of the account's zone. */
  DAILY("KpiDaily", "KpiDay", List.of("Account", "Kpi", "Date"), daily(false)),
  /** The same for each value of each dimension as well. */
  DAILY_BY_DIMENSION(
      "KpiDailyByDimension",
      "KpiDayOfGroup",
      List.of("Account", "Kpi", "Dimension", "Key", "Date"),
      daily(true));

  /** One column. */
  record Property(String name, Edm type, boolean nullable) {}

  private final String id;
  private final String type;
  private final List<String> key;
  private final List<Property> properties;

  EntitySet(String id, String type, List<String> key, List<Property> properties) {
    this.id = id;
    this.type = type;
    this.key = key;
    this.properties = properties;
  }

  static Optional<EntitySet> ofId(String id) {
    return Stream.of(values()).filter(set -> set.id.equals(id)).findFirst();
  }

  /** Its name in URLs. */
  String id() {
    return id;
  }

  /** The name of its entity type. */
  String type() {
    return type;
  }

  /** The properties that tell its rows apart. */
  List<String> key() {
    return key;
  }

  List<Property> properties() {
    return properties;
  }

  Optional<Property> property(String name) {
    return properties.stream().filter(property -> property.name().equals(name)).findFirst();
  }

  private static Property text(String name) {
    return new Property(name, Edm.STRING, false);
  }

  private static List<Property> daily(boolean divided) {
    var group =
        divided
            ? Stream.of(text("Dimension"), text("Key"), new Property("Merged", Edm.INT32, true))
            : Stream.<Property>empty();
    return Stream.of(
            Stream.of(text("Account"), text("Kpi"), new Property("Date", Edm.DATE, false)),
            group,
            Stream.of(
                new Property("Value", Edm.DOUBLE, true),
                new Property("Numerator", Edm.INT64, false),
                new Property("Denominator", Edm.INT64, false),
                new Property("Immature", Edm.INT64, false),
                new Property("Excluded", Edm.INT64, false),
                new Property("Low", Edm.DOUBLE, true),
                new Property("High", Edm.DOUBLE, true),
                new Property("IntervalMethod", Edm.STRING, true),
                text("Unit"),
                new Property("DefinitionVersion", Edm.INT32, false),
                new Property("SettingsVersion", Edm.INT32, false),
                text("Zone"),
                new Property("AsOf", Edm.DATE_TIME_OFFSET, false)))
        .flatMap(properties -> properties)
        .toList();
  }
}
