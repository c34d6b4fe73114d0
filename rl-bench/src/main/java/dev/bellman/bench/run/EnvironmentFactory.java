package dev.bellman.bench.run;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.wrapper.OneHot;

/** Makes the environment of a run, as often as asked: each one is the caller's own. */
@FunctionalInterface
public interface EnvironmentFactory {

  /** A new environment, not reset yet. */
  Environment<?> make();

  /** Makes the same environments with discrete observations one-hot. */
  default EnvironmentFactory oneHot() {
    return () -> {
      Environment<?> environment = make();
      return environment.observationSpace() instanceof Discrete
          ? new OneHot<>(environment)
          : environment;
    };
  }
}
