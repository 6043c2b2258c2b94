package io.rapport.metrics.experiment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What an operator may set about experiments. */
@ConfigMapping(prefix = "rapport.metrics.experiments")
public interface ExperimentSettings {

  /** Most experiments of an account, stopped ones included. */
  @WithDefault("1000")
  @Min(1)
  int maxPerAccount();

  /** Most contacts of one request for assignments. */
  @WithDefault("1000")
  @Min(1)
  @Max(10_000)
  int maxPerRequest();
}
