package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Acting;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;

/**
 * Proximal policy optimisation with a clipped surrogate: rollouts of the current policy · GAE(λ) ·
 * several epochs of minibatch steps that gain nothing by moving a ratio beyond 1 ± ε.
 *
 * <pre>{@code
 * Â ← (A − mean A) / (std A + 1e-8),   A = GAE(λ), per minibatch           (1)
 * ρ = π_θ(a|s) / π_θ₀(a|s)                                                 (2)
 * L_π = −E min(ρ·Â, clip(ρ, 1 − ε, 1 + ε)·Â)                               (3)
 * L_V = ½·E max((V − R)², (V₀ + clip(V − V₀, −c, c) − R)²),   R = A + V₀   (4)
 * θ, ψ ← Adam on L_π + c_V·L_V − c_H·E H(π_θ(·|s))                         (5)
 * }</pre>
 *
 * <p>Schulman et al., "Proximal Policy Optimization Algorithms" (2017). Departure from the
 * reference configuration (CleanRL's {@code ppo.py}): an episode that a time limit cuts is
 * bootstrapped with the value of its final observation.
 */
public final class Ppo implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param epochs how often each rollout is gone through
   * @param minibatches into how many parts
   * @param learningRate η
   * @param gamma γ in [0, 1]
   * @param lambda λ in [0, 1] of GAE
   * @param clip ε &gt; 0
   * @param valueClip c &gt; 0; infinity clips no values
   * @param entropyCoefficient c_H ≥ 0
   * @param valueCoefficient c_V ≥ 0
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param targetKl stop the epochs once the approximate KL exceeds 1.5 times this; infinity never
   *     does
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int epochs,
      int minibatches,
      Schedule learningRate,
      double gamma,
      double lambda,
      Schedule clip,
      double valueClip,
      double entropyCoefficient,
      double valueCoefficient,
      double maxGradientNorm,
      double targetKl,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("ppo")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .atLeast("epochs", 1, epochs)
          .atLeast("minibatches", 1, minibatches)
          .require(
              minibatches <= (long) environments * rolloutSteps,
              "minibatches must not exceed environments·rolloutSteps",
              minibatches)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .fraction("lambda", lambda)
          .require(clip.initial() > 0, "clip must be positive", clip)
          .positive("valueClip", valueClip)
          .notNegativeAndFinite("entropyCoefficient", entropyCoefficient)
          .notNegativeAndFinite("valueCoefficient", valueCoefficient)
          .positive("maxGradientNorm", maxGradientNorm)
          .positive("targetKl", targetKl)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** CleanRL's {@code ppo.py}. */
    public static Config defaults() {
      return new Config(
          4,
          128,
          4,
          4,
          Schedule.linear(2.5e-4),
          0.99,
          0.95,
          Schedule.constant(0.2),
          0.2,
          0.01,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(64, 64));
    }
  }

  private static final double KL_TOLERANCE = 1.5;

  private final Config config;
  private final Advantage advantage;
  private final Parameters parameters = new Parameters("agent");
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Minibatches minibatches;
  private final Minibatches.Step step = this::step;
  private final Var clip = Var.scalar("clip");
  private final Var learningRate = Var.scalar("learningRate");
  private final Var approximateKl;
  private final Program update;
  private final Figures figures;
  private final Parts parts;

  private Rollout rollout;

  /** A learner on one thread that knows nothing yet. */
  public Ppo(int observationSize, Space actions, Config config, Seeds seeds) {
    this(observationSize, actions, config, seeds, Workers.of(1));
  }

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public Ppo(int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    this.advantage = new Advantage.Gae(config.lambda);
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    minibatches =
        new Minibatches(rows, config.epochs, config.minibatches, seeds.stream("ppo.shuffle"));
    agent =
        new Agent(
            "ppo",
            parameters,
            parameters,
            batch.observation,
            actions,
            config.hidden,
            seeds,
            workers);
    Adam adam = new Adam(parameters, new Adam.Config(0.9, 0.999, 1e-5, config.maxGradientNorm));

    Distribution policy = agent.policy();
    Var value = agent.value();
    Var normalized = batch.standardizedAdvantage(); // (1)
    Var logRatio = policy.logProbability(batch.action).minus(batch.oldLogProbability);
    Var ratio = logRatio.exp(); // (2)
    Var clipped = ratio.clamp(clip.minusFrom(1), clip.plus(1));
    Var policyLoss =
        ratio.times(normalized).min(clipped.times(normalized)).mean().unaryMinus(); // (3)
    Var valueLoss =
        valueLoss(value, batch.oldValue, target(batch.returns), config.valueClip); // (4)
    Var entropy = policy.entropy().mean();
    Var loss =
        policyLoss
            .plus(valueLoss.times((float) config.valueCoefficient))
            .minus(entropy.times((float) config.entropyCoefficient)); // (5)
    Var gradientNorm = adam.minimize(loss, learningRate);
    approximateKl = ratio.minus(1).minus(logRatio).mean(); // Schulman's k3: ≥ 0, unbiased
    Var clipFraction = ratio.minus(1).abs().greater(clip).mean();

    update =
        Program.of(
            workers, policyLoss, valueLoss, entropy, approximateKl, clipFraction, gradientNorm);
    figures =
        new Figures("ppo")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss)
            .also("entropy", update, entropy)
            .also("approximateKl", update, approximateKl)
            .also("clipFraction", update, clipFraction)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(parameters)
            .with("adam", Savable.of(adam))
            .with("noise", Savable.of(agent.noise()))
            .with("shuffle", minibatches);
  }

  /** A training of this algorithm on one thread. */
  public static <A extends Space> Training on(
      Supplier<? extends Environment<A>> environment, Config config, Seeds seeds) {
    return on(environment, config, seeds, Workers.of(1));
  }

  /**
   * A training of this algorithm.
   *
   * @param environment makes one environment each time it is asked
   */
  public static <A extends Space> Training on(
      Supplier<? extends Environment<A>> environment, Config config, Seeds seeds, Workers workers) {
    return OnPolicy.of(
        environment,
        config.environments,
        new RolloutLength.Fixed(config.rolloutSteps),
        seeds,
        (observationSize, actions) -> new Ppo(observationSize, actions, config, seeds, workers));
  }

  private static Var valueLoss(Var value, Var oldValue, Target returns, double valueClip) {
    Var near = value.minus(oldValue).clamp((float) -valueClip, (float) valueClip);
    Var free = value.minus(returns.value()).square();
    Var held = oldValue.plus(near).minus(returns.value()).square();
    return free.max(held).mean().times(0.5f);
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    this.rollout = rollout;
    batch.estimate(rollout, advantage, config.gamma);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(clip, (float) config.clip.at(remaining));
    minibatches.of(rollout.size(), step);
  }

  private boolean step(int[] order, int from, int to) {
    batch.write(rollout, order, from, to, update);
    update.run();
    figures.updated();
    return update.scalar(approximateKl) <= KL_TOLERANCE * config.targetKl;
  }

  @Override
  public Figures figures() {
    return figures;
  }

  @Override
  public Parts parts() {
    return parts;
  }
}
