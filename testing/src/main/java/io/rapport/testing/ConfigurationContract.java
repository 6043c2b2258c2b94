package io.rapport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.inject.Any;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a service lets operators set is what {@code docs/configuration.md} says of it. Keys and the
 * variables that stand for them are compared as variables.
 */
final class ConfigurationContract {

  private static final String ALL_SERVICES = "All services";

  /** Before a key without which a service does not start. */
  private static final String REQUIRED = "rapport.required.";

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A key of a map in the document, which mappings write as a star. */
  private static final Pattern ENTRY = Pattern.compile("\"<[^>]*>\"");

  private static final Pattern ELEMENT = Pattern.compile("\\[\\*]$");

  private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Z0-9]");

  private ConfigurationContract() {}

  /** Compares the service under test with the document. */
  static void verify(Path document) {
    var service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    var known = known();
    var ofService = documented(document, service);
    var documented = new TreeSet<>(ofService);
    documented.addAll(documented(document, ALL_SERVICES));
    assertThat(known).as("keys of %s that %s leaves out", service, document).isSubsetOf(documented);
    assertThat(ofService).as("keys of %s that nobody reads", document).isSubsetOf(known);
  }

  /** Every key that a mapping of ours has or that is set by default. */
  private static Set<String> known() {
    var keys = new TreeSet<String>();
    for (var bean : Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
      for (Type type : bean.getTypes()) {
        if (type instanceof Class<?> mapping
            && mapping.isAnnotationPresent(ConfigMapping.class)
            && mapping.getName().startsWith("io.rapport.")) {
          var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
          for (var name : ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet()) {
            keys.add(name.startsWith(prefix) ? name : prefix + "." + name);
          }
        }
      }
    }
    for (var source : ConfigProvider.getConfig().getConfigSources()) {
      // What tests give a service is not what it has.
      if (source.getName().contains(".properties")) {
        for (var name : source.getPropertyNames()) {
          // Of what is required the variable is told.
          keys.add(name.startsWith(REQUIRED) ? source.getValue(name) : name);
        }
      }
    }
    var variables = new TreeSet<String>();
    for (var key : keys) {
      var variable = variable(key);
      if (variable.startsWith("RAPPORT_") && !key.startsWith(REQUIRED)) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /** What the first column of the tables under a heading names. */
  private static Set<String> documented(Path document, String heading) {
    var variables = new TreeSet<String>();
    boolean inside = false;
    for (var line : lines(document)) {
      if (line.startsWith("## ")) {
        inside = line.contains(heading);
      } else if (inside && line.startsWith("|")) {
        addKeys(line.split("\\|", 3)[1], variables);
      }
    }
    variables.removeIf(variable -> !variable.startsWith("RAPPORT_"));
    return variables;
  }

  /** A key that is not written out is a sibling of the one before. */
  private static void addKeys(String cell, Set<String> variables) {
    var codes = CODE.matcher(cell);
    var before = "";
    while (codes.find()) {
      var key = codes.group(1);
      if (!key.startsWith("rapport.") && before.startsWith("rapport.")) {
        key = before.substring(0, before.lastIndexOf('.') + 1) + key.replaceFirst("^\\.", "");
      }
      variables.add(variable(key));
      before = key;
    }
  }

  private static String variable(String key) {
    var plain = ELEMENT.matcher(ENTRY.matcher(key).replaceAll("*")).replaceAll("");
    return NOT_IN_VARIABLES.matcher(plain.toUpperCase(Locale.ROOT)).replaceAll("_");
  }

  private static Iterable<String> lines(Path document) {
    try {
      return Files.readAllLines(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
