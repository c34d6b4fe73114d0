package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.training.DivergenceException;

/**
 * A policy that is an expression of the observation. Acting allocates nothing once warm.
 *
 * <p>It does not act on what is not finite: the largest of several numbers would be a NaN among
 * them, and an action like any other.
 */
public final class NetworkPolicy implements Policy {
  private final String algorithm;
  private final Var observation;
  private final Var basis;
  private final Var action;
  private final Program program;

  /**
   * The policy that takes {@code action}, which is a vector.
   *
   * @param algorithm what messages call it
   * @param observation the input, {@code [B, observation size]}
   * @param action an expression of it and of parameters and noise, {@code [B, action size]}
   */
  public NetworkPolicy(String algorithm, Var observation, Var action) {
    this(algorithm, observation, action, action);
  }

  private NetworkPolicy(String algorithm, Var observation, Var basis, Var action) {
    this.algorithm = algorithm;
    this.observation = observation;
    this.basis = basis;
    this.action = action;
    this.program = basis == action ? Program.of(action) : Program.of(basis, action);
  }

  /**
   * The policy that takes the action of the highest value.
   *
   * @param values of all actions, {@code [B, n]}
   */
  public static NetworkPolicy best(String algorithm, Var observation, Var values) {
    return new NetworkPolicy(algorithm, observation, values, values.argMax());
  }

  /**
   * The policy that takes an action of a distribution.
   *
   * @param action an action that it gives, such as its mode or a sample
   */
  public static NetworkPolicy of(
      String algorithm, Var observation, Distribution distribution, Var action) {
    Var basis = distribution instanceof Categorical choice ? choice.logProbabilities() : action;
    return new NetworkPolicy(algorithm, observation, basis, action);
  }

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    program.prepare(rows);
    program.region(observation).copyFrom(observations, 0, rows);
    program.run();
    requireFinite(algorithm, program.region(observation), program.region(basis));
    program.region(action).copyTo(actions, 0);
  }

  /**
   * Checks what actions come from.
   *
   * @throws DivergenceException if it is not finite
   */
  public static void requireFinite(String algorithm, Region observations, Region outputs) {
    if (!finite(outputs)) {
      throw new DivergenceException(
          finite(observations)
              ? algorithm
                  + ": the outputs of the policy's network are no longer finite, so the training has"
                  + " diverged; try a smaller learningRate"
              : algorithm + ": an observation is not finite, so no action follows from it");
    }
  }

  private static boolean finite(Region region) {
    float[] array = region.array();
    int end = region.at() + region.size();
    float sum = 0;
    for (int i = region.at(); i < end; i++) {
      sum += array[i] - array[i]; // 0, or NaN if it is not finite
    }
    return sum == 0;
  }
}
