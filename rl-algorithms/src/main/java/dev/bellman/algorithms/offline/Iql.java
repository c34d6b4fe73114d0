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
import dev.bellman.algorithms.network.TwinValues;
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
 * Implicit Q-learning: transitions of a dataset · the Bellman operator at the best actions that the
 * dataset has, by an expectile of its values · weighted regression to its actions. No value of an
 * action that was never taken is ever asked for.
 *
 * <pre>{@code
 * u = minᵢ Q̄ᵢ(s, a) − V(s)
 * L_V = E |τ − 1{u < 0}|·u²;   ψ ← Adam on L_V                            (1)
 * L_π = −E min(exp(u/β), c)·log π(a|s);   θ ← Adam on L_π                 (2)
 * y = r + γ·V(s′)                                                         (3)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                           (4)
 * φ̄ ← (1 − τ̄)·φ̄ + τ̄·φ                                                   (5)
 * }</pre>
 *
 * <p>(2) and (3) see V after (1). Kostrikov, Nair, Levine, "Offline Reinforcement Learning with
 * Implicit Q-Learning" (2022). Departures from the authors' code, the reference: layers begin as
 * PyTorch's do, not orthogonal; actions may be discrete, with a softmax policy and a column of Q
 * for each.
 */
public final class Iql implements StochasticLearner {

  /**
   * The configuration.
   *
   * @param onlineSteps the last steps of the training, which are taken in the environment; ≥ 0
   * @param observations how networks see observations
   * @param learningRate η of V and Q
   * @param policyLearningRate η of π
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ̄ in (0, 1] of the target critics
   * @param expectile τ in (0, 1): ½ is the mean, 1 would be the maximum over the dataset
   * @param temperature β &gt; 0; the authors' is its inverse
   * @param maxWeight c &gt; 0: the most that a transition counts in (2)
   * @param hidden widths of the hidden layers
   */
  public record Config(
      long onlineSteps,
      Observations observations,
      Schedule learningRate,
      Schedule policyLearningRate,
      int batchSize,
      double gamma,
      double tau,
      double expectile,
      double temperature,
      double maxWeight,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("iql")
          .atLeast("onlineSteps", 0, onlineSteps)
          .learningRate("learningRate", learningRate)
          .learningRate("policyLearningRate", policyLearningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .require(expectile > 0 && expectile < 1, "expectile must be in (0, 1)", expectile)
          .positiveAndFinite("temperature", temperature)
          .positive("maxWeight", maxWeight)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** The authors' {@code learner.py} and {@code configs/mujoco_config.py}. */
    public static Config defaults() {
      return new Config(
          0,
          Observations.RAW,
          Schedule.constant(3e-4),
          Schedule.cosine(3e-4),
          256,
          0.99,
          0.005,
          0.7,
          1.0 / 3,
          100,
          List.of(256, 256));
    }
  }

  private static final LogDeviation RANGE = new LogDeviation(-5, 0, 2);

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters value = new Parameters("value");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Var policyLearningRate = Var.scalar("policyLearningRate");
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
  public Iql(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("iql.noise", 0));
    RandomGenerator random = seeds.stream("iql.initialization");
    ActionScale scale = ActionScale.of("iql", actions);
    StochasticActor actor =
        new StochasticActor(policy, observationSize, actions, config.hidden, RANGE, random);
    StateValue v = new StateValue(value, observationSize, config.hidden, random);
    TwinValues q = TwinValues.of(critics, observationSize, actions, config.hidden, random);
    TwinValues qBar = TwinValues.of(targets, observationSize, actions, config.hidden, random);
    targets.copyFrom(critics);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam valueAdam = new Adam(value, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    Var a = scale.toUnit(batch.action());
    Target best = Target.target(qBar.min(s, a));
    Var valueLoss = Expectile.loss(v.at(s), best, config.expectile); // (1)
    Distribution pi = actor.at(s);
    Var advantage = best.value().minus(v.at(s));
    Target weight = WeightedRegression.clipped(advantage, config.temperature, config.maxWeight);
    Var policyLoss = WeightedRegression.loss(pi.logProbability(a), weight); // (2)
    Target y = new StateValueTarget(v::at).of(seen); // (3)
    Var each = q.each(s, a);
    Var criticLoss = Loss.squaredError(each, y); // (4)
    Var blend = targets.blend(critics, Var.constant((float) config.tau)); // (5)

    Var meanValue = each.meanColumns().mean();
    Var meanAdvantage = advantage.mean();
    acting = StochasticPolicy.of("iql", batch.observation(), pi, scale, noise);
    update =
        Program.of(
            workers,
            valueLoss,
            valueAdam.minimize(valueLoss, learningRate),
            policyLoss,
            meanAdvantage,
            policyAdam.minimize(policyLoss, policyLearningRate),
            criticLoss,
            meanValue,
            criticAdam.minimize(criticLoss, learningRate),
            blend);
    transitions = batch.in(update);
    Var policyValue = q.min(s, pi.mode()).mean();
    figures =
        new Figures("iql")
            .loss("valueLoss", update, valueLoss)
            .loss("policyLoss", update, policyLoss)
            .loss("criticLoss", update, criticLoss)
            .also("advantage", update, meanAdvantage)
            .also("meanValue", update, meanValue)
            .also(
                "policyValue",
                new PolicyValue(batch.observation(), policyValue, update, config.batchSize))
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, value, critics, targets)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("valueAdam", Savable.of(valueAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("noise", Savable.of(noise));
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
        Offline.Online.of(config.onlineSteps),
        new OneStep(config.gamma),
        seeds,
        (n, actions, observations) -> new Iql(n, actions, config, observations, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(policyLearningRate, (float) config.policyLearningRate.at(remaining));
    update.run();
    figures.updated();
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
