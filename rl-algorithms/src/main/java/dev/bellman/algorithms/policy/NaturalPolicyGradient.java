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
 * Natural policy gradient: rollouts of the current policy · an advantage estimate, GAE(λ) by
 * default · a step along the gradient as the policy's own divergence measures length.
 *
 * <pre>{@code
 * Â ← (A − mean A) / (std A + 1e-8),   over the whole rollout                        (1)
 * g = ∇ E[log π_θ(a|s) · Â]   at θ₀                                                  (2)
 * D(θ) = E KL(π_θ₀(·|s) ‖ π_θ(·|s)),   F = ∇²D(θ₀) + c·I                             (3)
 * θ ← θ₀ + α·x,   x ≈ F⁻¹·g by conjugate gradient,   α = √(2δ / gᵀF⁻¹g)              (4)
 * α ← 0.8·α while D(θ) > δ, nine times at most; then θ ← θ₀                          (5)
 * ψ ← Adam on E (V_ψ(s) − R)²,   R = A + V₀                                          (6)
 * }</pre>
 *
 * <p>Kakade, "A Natural Policy Gradient" (2001). Departures from the reference configuration
 * (Spinning Up's {@code trpo.py} with {@code algo='npg'}): (5), without which the quadratic model
 * of D lets a step leave the region; the weights begin orthogonal and log σ at 0, not at −0.5; the
 * standard deviation of (1) is the unbiased one.
 */
public final class NaturalPolicyGradient implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param gamma γ in [0, 1]
   * @param advantage how A is estimated
   * @param delta δ &gt; 0: the divergence that a step aims at and never exceeds, in nats
   * @param damping c ≥ 0
   * @param conjugateGradientIterations at most so many, at least 1
   * @param conjugateGradientTolerance ‖g − F·x‖² ≥ 0 at which they end before
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
      new Ranges("npg")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .gamma(gamma)
          .positiveAndFinite("delta", delta)
          .notNegativeAndFinite("damping", damping)
          .atLeast("conjugateGradientIterations", 1, conjugateGradientIterations)
          .notNegativeAndFinite("conjugateGradientTolerance", conjugateGradientTolerance)
          .learningRate("learningRate", learningRate)
          .atLeast("epochs", 1, epochs)
          .atLeast("batchSize", 1, batchSize)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Spinning Up's {@code trpo.py}, whose critic makes 80 steps on the whole rollout. */
    public static Config defaults() {
      return new Config(
          1,
          4000,
          0.99,
          new Advantage.Gae(0.97),
          0.01,
          0.1,
          10,
          0,
          Schedule.constant(1e-3),
          80,
          4000,
          List.of(64, 64));
    }
  }

  private static final double SHRINK = 0.8;
  private static final int TRIES = 10;

  private final Config config;
  private final Parameters actor = new Parameters("actor");
  private final Parameters critic = new Parameters("critic");
  private final Parameters old = new Parameters("old");
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Var divergence;
  private final NaturalGradient natural;
  private final Program trial;
  private final ValueRegression regression;
  private final Figures figures;
  private final Parts parts;

  private double stepSize;
  private double moved;

  /** A learner on one thread that knows nothing yet. */
  public NaturalPolicyGradient(int observationSize, Space actions, Config config, Seeds seeds) {
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
  public NaturalPolicyGradient(
      int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    agent =
        new Agent("npg", actor, critic, batch.observation, actions, config.hidden, seeds, workers);

    Distribution policy = agent.policy();
    Distribution before = // π_θ₀; its first weights are never used
        new Actor(old, observationSize, actions, config.hidden, seeds.stream("npg.old"))
            .at(batch.observation);
    Var advantage = batch.standardizedAdvantage(); // (1)
    Var objective = policy.logProbability(batch.action).times(advantage).mean(); // (2)
    divergence = before.divergence(policy).mean(); // (3)
    Var entropy = policy.entropy().mean();
    natural =
        new NaturalGradient(
            objective,
            actor,
            policy,
            config.damping,
            new ConjugateGradient(
                actor.size(),
                config.conjugateGradientIterations,
                config.conjugateGradientTolerance),
            workers);
    trial = Program.of(workers, divergence, entropy);
    Minibatches minibatches =
        new Minibatches(
            rows, config.epochs, Math.ceilDiv(rows, config.batchSize), seeds.stream("npg.shuffle"));
    regression = new ValueRegression(critic, agent.value(), batch, minibatches, workers); // (6)

    figures =
        new Figures("npg")
            .loss("gradientNorm", natural.program(), natural.gradientNorm())
            .loss("valueLoss", regression.program(), regression.loss())
            .also("entropy", trial, entropy)
            .also("learningRate", regression.program(), regression.learningRate())
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
        (observationSize, actions) ->
            new NaturalPolicyGradient(observationSize, actions, config, seeds, workers));
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
    step();
    figures.updated(regression.fit(rollout, config.learningRate.at(remaining)));
  }

  private void step() {
    stepSize = natural.stepSize(config.delta);
    for (int i = 0; i < TRIES && stepSize > 0; i++) {
      natural.step(old, stepSize, actor); // (4)
      trial.run();
      moved = trial.scalar(divergence);
      if (moved <= config.delta) {
        return;
      }
      stepSize *= SHRINK; // (5)
    }
    actor.copyFrom(old);
    trial.run();
    stepSize = 0;
    moved = 0;
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
