package io.rapport.metrics.odata;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The metadata document: the feed described in OData's own XML. */
final class Csdl {

  private static final String NAMESPACE = "io.rapport";

  private Csdl() {}

  static String document() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
          <edmx:DataServices>
            <Schema Namespace="%s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        %s
              <EntityContainer Name="Rapport">
        %s
              </EntityContainer>
            </Schema>
          </edmx:DataServices>
        </edmx:Edmx>
        """
        .formatted(
            NAMESPACE,
            Arrays.stream(EntitySet.values()).map(Csdl::type).collect(Collectors.joining("\n")),
            Arrays.stream(EntitySet.values()).map(Csdl::set).collect(Collectors.joining("\n")));
  }

  private static String set(EntitySet set) {
    return "        <EntitySet Name=\"%s\" EntityType=\"%s.%s\"/>"
        .formatted(set.id(), NAMESPACE, set.type());
  }

  private static String type(EntitySet set) {
    return "      <EntityType Name=\"%s\">\n        <Key>\n%s\n        </Key>\n%s\n      </EntityType>"
        .formatted(
            set.type(),
            set.key().stream()
                .map("          <PropertyRef Name=\"%s\"/>"::formatted)
                .collect(Collectors.joining("\n")),
            set.properties().stream().map(Csdl::property).collect(Collectors.joining("\n")));
  }

  private static String property(EntitySet.Property property) {
    return "        <Property Name=\"%s\" Type=\"%s\" Nullable=\"%s\"/>"
        .formatted(property.name(), property.type().id(), property.nullable());
  }
}
