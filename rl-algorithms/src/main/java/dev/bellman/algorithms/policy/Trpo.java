package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Acting;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;
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
 * Trust region policy optimisation: rollouts of the current policy · an advantage estimate, GAE(λ)
 * by default · the largest natural gradient step that stays within a divergence of δ and improves
 * the surrogate.
 *
 * <pre>{@code
 * Â ← (A − mean A) / (std A + 1e-8),   over the whole rollout                        (1)
 * L(θ) = E[π_θ(a|s) / π_θ₀(a|s) · Â],   D(θ) = E KL(π_θ₀(·|s) ‖ π_θ(·|s))            (2)
 * g = ∇L(θ₀),   x ≈ F⁻¹·g by conjugate gradient,   F = ∇²D(θ₀) + c·I                 (3)
 * θ ← θ₀ + βʲ·√(2δ / gᵀF⁻¹g)·x,   the first j < k with D(θ) ≤ δ and L(θ) > L(θ₀)     (4)
 * θ ← θ₀ if there is none                                                            (5)
 * ψ ← Adam on E (V_ψ(s) − R)²,   R = A + V₀                                          (6)
 * }</pre>
 *
 * <p>Schulman et al., "Trust Region Policy Optimization" (2015). Departures from the reference
 * configuration (Stable-Baselines3 Contrib's {@code trpo.py}): conjugate gradients begin at 0, not
 * at small random numbers; a divergence of exactly δ is accepted; the minibatches of (6) are of
 * nearly equal size.
 */
public final class Trpo implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param gamma γ in [0, 1]
   * @param advantage how A is estimated
   * @param delta δ &gt; 0: the largest divergence of an update, in nats
   * @param damping c ≥ 0
   * @param conjugateGradientIterations at most so many, at least 1
   * @param conjugateGradientTolerance ‖g − F·x‖² ≥ 0 at which they end before
   * @param shrink β in (0, 1)
   * @param tries k ≥ 1
   * @param learningRate η of the critic
   * @param epochs how often the critic goes through each rollout, ≥ 1
   * @param batchSize rows of a minibatch of the critic, ≥ 1
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      double gamma,
      Advantage advantage,
      double delta,
      double damping,
      int conjugateGradientIterations,
      double conjugateGradientTolerance,
      double shrink,
      int tries,
      Schedule learningRate,
      int epochs,
      int batchSize,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("trpo")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .gamma(gamma)
          .positiveAndFinite("delta", delta)
          .notNegativeAndFinite("damping", damping)
          .atLeast("conjugateGradientIterations", 1, conjugateGradientIterations)
          .notNegativeAndFinite("conjugateGradientTolerance", conjugateGradientTolerance)
          .require(shrink > 0 && shrink < 1, "shrink must be in (0, 1)", shrink)
          .atLeast("tries", 1, tries)
          .learningRate("learningRate", learningRate)
          .atLeast("epochs", 1, epochs)
          .atLeast("batchSize", 1, batchSize)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Stable-Baselines3 Contrib's {@code trpo.py}. */
    public static Config defaults() {
      return new Config(
          1,
          2048,
          0.99,
          new Advantage.Gae(0.95),
          0.01,
          0.1,
          15,
          1e-10,
          0.8,
          10,
          Schedule.constant(1e-3),
          10,
          128,
          List.of(64, 64));
    }
  }

  private final Config config;
  private final Parameters actor = new Parameters("actor");
  private final Parameters critic = new Parameters("critic");
  private final Parameters old = new Parameters("old");
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Var surrogate;
  private final Var divergence;
  private final NaturalGradient natural;
  private final Program trial;
  private final ValueRegression regression;
  private final Figures figures;
  private final Parts parts;

  private double stepSize;
  private double moved;
  private double improvement;

  /** A learner on one thread that knows nothing yet. */
  public Trpo(int observationSize, Space actions, Config config, Seeds seeds) {
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
  public Trpo(int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    agent =
        new Agent("trpo", actor, critic, batch.observation, actions, config.hidden, seeds, workers);

    Distribution policy = agent.policy();
    Distribution before = // π_θ₀; its first weights are never used
        new Actor(old, observationSize, actions, config.hidden, seeds.stream("trpo.old"))
            .at(batch.observation);
    Var advantage = batch.standardizedAdvantage(); // (1)
    Var logRatio = policy.logProbability(batch.action).minus(before.logProbability(batch.action));
    surrogate = logRatio.exp().times(advantage).mean(); // (2)
    divergence = before.divergence(policy).mean();
    Var entropy = policy.entropy().mean();
    natural = // (3)
        new NaturalGradient(
            surrogate,
            actor,
            policy,
            config.damping,
            new ConjugateGradient(
                actor.size(),
                config.conjugateGradientIterations,
                config.conjugateGradientTolerance),
            workers);
    trial = Program.of(workers, surrogate, divergence, entropy);
    Minibatches minibatches =
        new Minibatches(
            rows,
            config.epochs,
            Math.ceilDiv(rows, config.batchSize),
            seeds.stream("trpo.shuffle"));
    regression = new ValueRegression(critic, agent.value(), batch, minibatches, workers); // (6)

    figures =
        new Figures("trpo")
            .loss("gradientNorm", natural.program(), natural.gradientNorm())
            .loss("valueLoss", regression.program(), regression.loss())
            .also("entropy", trial, entropy)
            .also("learningRate", regression.program(), regression.learningRate())
            .also("improvement", () -> improvement)
            .also("divergence", () -> moved)
            .also("stepSize", () -> stepSize)
            .also("residual", natural::residual);
    parts =
        new Parts()
            .networks(actor, critic)
            .with("regression", regression)
            .with("noise", Savable.of(agent.noise()));
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
        (observationSize, actions) -> new Trpo(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    batch.estimate(rollout, config.advantage, config.gamma);
    old.copyFrom(actor);
    natural.differentiate(batch, rollout);
    figures.updated();
    natural.solve(batch, rollout);
    batch.write(rollout, trial);
    search();
    figures.updated(regression.fit(rollout, config.learningRate.at(remaining)));
  }

  NaturalGradient natural() {
    return natural;
  }

  private void search() {
    float reached = natural.program().scalar(surrogate);
    double longest = natural.stepSize(config.delta);
    for (int j = 0; j < config.tries && longest > 0; j++) { // (4)
      stepSize = longest * Math.pow(config.shrink, j);
      natural.step(old, stepSize, actor);
      trial.run();
      moved = trial.scalar(divergence);
      improvement = (double) trial.scalar(surrogate) - reached;
      if (moved <= config.delta && improvement > 0) {
        return;
      }
    }
    actor.copyFrom(old); // (5)
    trial.run();
    stepSize = 0;
    moved = 0;
    improvement = 0;
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
