package io.rapport.common.startup;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
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
  private static final int EXIT_CODE_OF_USAGE_ERRORS = 2;

  private final SmallRyeConfig config;
  private final RequiredSettings required;

  Startup(SmallRyeConfig config, RequiredSettings required) {
    this.config = requireNonNull(config, "config is null");
    this.required = requireNonNull(required, "required is null");
  }

  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    var missing = required.missing(this::value);
    if (!missing.isEmpty()) {
      throw new PreventFurtherStepsException(
          value("quarkus.application.name").orElse("The service")
              + " cannot start: "
              + String.join(", ", missing)
              + (missing.size() == 1 ? " is" : " are")
              + " not set.",
          EXIT_CODE_OF_USAGE_ERRORS);
    }
    LOG.infof(
        "configuration: %s",
        EffectiveConfiguration.describe(config.getPropertyNames(), this::value));
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class);
  }
}
