package dev.bellman.algorithms.value;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.OptimalTarget;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;

/**
 * Fitted Q-iteration: any set of transitions · the Bellman optimality operator at the last iterate,
 * which stands still while the next one is fitted to it · the policy is greedy in Q.
 *
 * <pre>{@code
 * y = r + γ·max_a′ Q_k(s′, a′)                               (1)
 * Q_{k+1} ≈ argmin_Q E h(Q(s, a) − y)                        (2)
 * }</pre>
 *
 * <p>(2) is M minibatch updates of Adam that begin at Q_k; h is the square or Huber's loss. So each
 * iteration is value iteration, but for the error of a regression. To {@link Dqn} this is a target
 * network that is copied after every M-th update, and that is what learns here.
 *
 * <p>The transitions may be any {@link dev.bellman.core.experience.TransitionSource}: a dataset is
 * handed to {@link Dqn#update}; {@link #on} collects a replay buffer while it learns.
 *
 * <p>Ernst, Geurts, Wehenkel, "Tree-Based Batch Mode Reinforcement Learning" (2005); Riedmiller,
 * "Neural Fitted Q Iteration" (2005). Departures from the reference configuration (d3rlpy's NFQ):
 * the square instead of Huber's loss, as in both papers, and data that may still grow.
 */
public final class FittedQIteration {
  private FittedQIteration() {}

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param epsilon ε of the behaviour, in [0, 1]
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param loss h
   * @param iterationUpdates M ≥ 1: updates an iteration
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param hidden widths of the hidden layers
   */
  public record Config(
      OffPolicy.Config experience,
      Schedule epsilon,
      Schedule learningRate,
      int batchSize,
      double gamma,
      ValueLoss loss,
      int iterationUpdates,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("fqi")
          .fraction("epsilon", epsilon)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .atLeast("iterationUpdates", 1, iterationUpdates)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /**
     * Network, batch, η and γ of d3rlpy's {@code nfq.py}; what it does not have is {@link Dqn}'s,
     * with an iteration of 1000 updates.
     */
    public static Config defaults() {
      Dqn.Config dqn = Dqn.Config.defaults();
      return new Config(
          dqn.experience(),
          dqn.epsilon(),
          Schedule.constant(6.25e-5),
          32,
          0.99,
          ValueLoss.SQUARED,
          1000,
          Double.POSITIVE_INFINITY,
          List.of(256, 256));
    }

    /** The same as deep Q-learning: copies of the network, one an iteration. */
    public Dqn.Config iterations() {
      return new Dqn.Config(
          experience,
          epsilon,
          learningRate,
          batchSize,
          gamma,
          1,
          new Sampling.Uniform(),
          loss,
          1,
          iterationUpdates,
          maxGradientNorm,
          QNetwork.Head.PLAIN,
          hidden);
    }
  }

  /** A learner on one thread that knows nothing yet. */
  public static Dqn learner(int observationSize, Discrete actions, Config config, Seeds seeds) {
    return learner(observationSize, actions, config, seeds, Workers.of(1));
  }

  /**
   * A learner that knows nothing yet; its network "target" is Q_k.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public static Dqn learner(
      int observationSize, Discrete actions, Config config, Seeds seeds, Workers workers) {
    return new Dqn(
        "fqi",
        (_, last) -> new OptimalTarget(last), // (1)
        observationSize,
        actions,
        config.iterations(), // (2)
        seeds,
        workers);
  }

  /** A training of this algorithm on what an ε-greedy policy meets meanwhile. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) -> learner(buffer.observationSize(), actions, config, seeds, workers));
  }
}
