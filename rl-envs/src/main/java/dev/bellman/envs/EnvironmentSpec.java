package dev.bellman.envs;

import dev.bellman.core.environment.Environment;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the registry knows about an environment.
 *
 * @param id its name, with a version: {@code CartPole-v1}
 * @param sentence what there is to do, in one sentence
 * @param rewardThreshold the return from which it counts as solved, or NaN
 * @param maxSteps steps after which an episode is truncated, or 0 if it never is
 * @param options names and default values of the options it takes, beside {@code maxSteps}
 * @param factory makes the bare environment, without time limit or checks
 */
public record EnvironmentSpec(
    String id,
    String sentence,
    double rewardThreshold,
    int maxSteps,
    Map<String, String> options,
    Function<Options, Environment<?>> factory) {

  /** Copies the options and puts them in alphabetical order. */
  public EnvironmentSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }
}
