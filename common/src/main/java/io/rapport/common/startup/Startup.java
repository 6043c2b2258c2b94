package io.rapport.common.startup;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The first thing a starting service does, before it accepts a request: it stops if a required
 * setting is missing, with the names of the variables, and else logs what it runs with.
 */
@ApplicationScoped
class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class);

  private final SmallRyeConfig config;
  private final RequiredSettings required;

  Startup(SmallRyeConfig config, RequiredSettings required) {
    this.config = requireNonNull(config, "config is null");
    this.required = requireNonNull(required, "required is null");
  }

  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    var missing = required.missing(this::value);
    if (!missing.isEmpty()) {
      // Of all exceptions, this one ends the process with its message alone, without a stack trace.
      throw new ConfigurationException(
          value("quarkus.application.name").orElse("The service")
              + " cannot start: "
              + String.join(", ", missing)
              + (missing.size() == 1 ? " is" : " are")
              + " not set.");
    }
    LOG.infof(
        "configuration: %s",
        EffectiveConfiguration.describe(config.getPropertyNames(), this::value));
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class);
  }
}
