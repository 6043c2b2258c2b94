package io.rapport.metrics.odata;

/** The primitive types of the feed, as OData calls them, and what stands for them in Java. */
enum Edm {
  STRING("Edm.String", String.class),
  BOOLEAN("Edm.Boolean", Boolean.class),
  INT32("Edm.Int32", Number.class),
  INT64("Edm.Int64", Number.class),
  DOUBLE("Edm.Double", Number.class),
  DATE("Edm.Date", java.time.LocalDate.class),
  DATE_TIME_OFFSET("Edm.DateTimeOffset", java.time.Instant.class);

  private final String id;
  private final Class<?> values;

  Edm(String id, Class<?> values) {
    this.id = id;
    this.values = values;
  }

  String id() {
    return id;
  }

  /** Whether a value is of this type, so that both can be compared. */
  boolean holds(Object value) {
    return values.isInstance(value);
  }
}
