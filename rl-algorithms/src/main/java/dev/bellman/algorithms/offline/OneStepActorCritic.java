package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.StateValue;
import dev.bellman.algorithms.network.StochasticActor;
import dev.bellman.algorithms.network.StochasticActor.LogDeviation;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.targets.StateValueTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One-step actor-critic: transitions of a dataset · the Bellman operator at the behaviour policy
 * for V, once and for all · one improvement of that policy, not far from it.
 *
 * <pre>{@code
 * y = r + γ·V̄(s′)                                                           (1)
 * L_V = E (V(s) − y)²;   ψ ← Adam on L_V                                     (2)
 * ψ̄ ← (1 − τ)·ψ̄ + τ·ψ                                                       (3)
 * L_b = −E log b(a|s);   ω ← Adam on L_b                                     (4)
 *   and after so many of these, π starting from b, which stays:
 * Â = standardised r + γ·V(s′) − V(s),   ρ = π(a|s)/b(a|s)                   (5)
 * L_π = −E min(ρ·Â, clip(ρ, 1 − ε, 1 + ε)·Â);   θ ← Adam on L_π              (6)
 * }</pre>
 *
 * <p>The value of b is all that such data can tell of V: another policy's would need actions of its
 * own. (6) is PPO's surrogate with the dataset in the place of a rollout. Brandfonbrener et al.,
 * "Offline RL Without Off-Policy Evaluation" (2021) for one step being enough; Zhuang et al.,
 * "Behavior Proximal Policy Optimization" (2023) for (6), whose Q-function is V here.
 */
public final class OneStepActorCritic implements StochasticLearner {

  /**
   * The configuration.
   *
   * @param observations how networks see observations
   * @param learningRate η of V and b
   * @param policyLearningRate η of π
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target V̄
   * @param cloningUpdates updates of V and b alone, ≥ 1
   * @param clip ε &gt; 0
   * @param hidden widths of the hidden layers
   */
  public record Config(
      Observations observations,
      Schedule learningRate,
      Schedule policyLearningRate,
      int batchSize,
      double gamma,
      double tau,
      long cloningUpdates,
      double clip,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("one-step-ac")
          .learningRate("learningRate", learningRate)
          .learningRate("policyLearningRate", policyLearningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .atLeast("cloningUpdates", 1, cloningUpdates)
          .positiveAndFinite("clip", clip)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Batches, networks and rates of the others here; ε of Zhuang et al. */
    public static Config defaults() {
      return new Config(
          Observations.STANDARDIZED,
          Schedule.constant(3e-4),
          Schedule.constant(1e-4),
          256,
          0.99,
          0.005,
          10_000,
          0.25,
          List.of(256, 256));
    }
  }

  private static final LogDeviation RANGE = new LogDeviation(-5, 0, 2);

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters clone = new Parameters("clone");
  private final Parameters value = new Parameters("value");
  private final Parameters valueTarget = new Parameters("valueTarget");
  private final Var policyLearningRate = Var.scalar("policyLearningRate");
  private final Program improvement;
  private final Transitions improving;
  private final Var learningRate = Var.scalar("learningRate");
  private final StochasticPolicy acting;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /**
   * A learner that knows nothing yet.
   *
   * @param observations how its networks see observations
   * @param actions the space of actions; a box has finite bounds
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  public OneStepActorCritic(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("one-step-ac.noise", 0));
    RandomGenerator random = seeds.stream("one-step-ac.initialization");
    ActionScale scale = ActionScale.of("one-step-ac", actions);
    StateValue v = new StateValue(value, observationSize, config.hidden, random);
    StateValue vBar = new StateValue(valueTarget, observationSize, config.hidden, random);
    valueTarget.copyFrom(value);
    StochasticActor actor = actor(policy, observationSize, actions, random);
    StochasticActor cloned = actor(clone, observationSize, actions, random);
    Adam valueAdam = new Adam(value, Adam.Config.defaults());
    Adam cloneAdam = new Adam(clone, Adam.Config.defaults());
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    Var a = scale.toUnit(batch.action());
    Distribution b = cloned.at(s);
    Distribution pi = actor.at(s);
    Target y = new StateValueTarget(vBar::at).of(seen); // (1)
    Var valueLoss = Loss.squaredError(v.at(s), y); // (2)
    Var blend = valueTarget.blend(value, Var.constant((float) config.tau)); // (3)
    Var cloneLoss = b.logProbability(a).mean().unaryMinus(); // (4)
    Var residual = new StateValueTarget(v::at).of(seen).value().minus(v.at(s));
    Target advantage = Target.target(WeightedRegression.standardized(residual)); // (5)
    Target logB = Target.target(b.logProbability(a));
    Var ratio = pi.logProbability(a).minus(logB.value()).exp();
    float epsilon = (float) config.clip;
    Var clipped = ratio.clamp(1 - epsilon, 1 + epsilon);
    Var policyLoss = // (6)
        ratio.times(advantage.value()).min(clipped.times(advantage.value())).mean().unaryMinus();

    acting = StochasticPolicy.of("one-step-ac", batch.observation(), pi, scale, noise);
    update =
        Program.of(
            workers,
            valueLoss,
            valueAdam.minimize(valueLoss, learningRate),
            blend,
            cloneLoss,
            cloneAdam.minimize(cloneLoss, learningRate));
    improvement =
        Program.of(workers, policyLoss, policyAdam.minimize(policyLoss, policyLearningRate));
    transitions = batch.in(update);
    improving = batch.in(improvement);
    figures =
        new Figures("one-step-ac")
            .phase(0, config.cloningUpdates)
            .loss("valueLoss", update, valueLoss)
            .loss("cloneLoss", update, cloneLoss)
            .also("learningRate", update, learningRate)
            .phase(config.cloningUpdates + 1, Long.MAX_VALUE)
            .loss("policyLoss", improvement, policyLoss)
            .also("policyLearningRate", improvement, policyLearningRate);
    parts =
        new Parts()
            .networks(policy, clone, value, valueTarget)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("cloneAdam", Savable.of(cloneAdam))
            .with("valueAdam", Savable.of(valueAdam))
            .with("noise", Savable.of(noise));
  }

  private StochasticActor actor(
      Parameters parameters, int observationSize, Space actions, RandomGenerator random) {
    return new StochasticActor(parameters, observationSize, actions, config.hidden, RANGE, random);
  }

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Space>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return Offline.of(
        data,
        environment,
        config.observations,
        Offline.Online.NONE,
        new OneStep(config.gamma),
        seeds,
        (n, actions, observations) ->
            new OneStepActorCritic(n, actions, config, observations, seeds, workers));
  }

  /** Makes an update of V and b, or, when there were enough of them, one of π. */
  @Override
  public void update(TransitionSource source, double remaining) {
    if (figures.updates() < config.cloningUpdates) {
      update.prepare(config.batchSize);
      source.write(config.batchSize, transitions);
      update.set(learningRate, (float) config.learningRate.at(remaining));
      update.run();
      if (figures.updated() == config.cloningUpdates) {
        policy.copyFrom(clone);
      }
    } else {
      improvement.prepare(config.batchSize);
      source.write(config.batchSize, improving);
      improvement.set(policyLearningRate, (float) config.policyLearningRate.at(remaining));
      improvement.run();
      figures.updated();
    }
  }

  @Override
  public StochasticPolicy acting() {
    return acting;
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
