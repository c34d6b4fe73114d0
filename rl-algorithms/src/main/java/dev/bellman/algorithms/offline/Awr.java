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
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.experience.WholeEpisode;
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
 * Advantage-weighted regression: whole episodes of a dataset · Monte Carlo returns · weighted
 * regression to the dataset's actions.
 *
 * <pre>{@code
 * A(s, a) = G − V(s),   G the discounted return from there on                (1)
 * L_V = E (G − V(s))²;   ψ ← Adam on L_V                                     (2)
 * L_π = −E min(exp(Â/β), c)·log π(a|s),   Â = (A − mean A)/(deviation of A + 10⁻⁵);
 *                                                         θ ← Adam on L_π   (3)
 * }</pre>
 *
 * <p>An episode that was cut goes on with V where it was. (3) sees V before (2). With {@code
 * onlineSteps} this is the iterated form: so many steps of the policy join the data, then so many
 * updates. Peng et al., "Advantage-Weighted Regression: Simple and Scalable Off-Policy
 * Reinforcement Learning" (2019). Departures from the authors' code, the reference: Adam for SGD
 * with momentum; V and π learn at the same time; returns are Monte Carlo, as in the notes'
 * Algorithm 11, not TD(λ); the mean of the policy is within [−1, 1] instead of a loss that keeps it
 * there, and its deviation is fixed; advantages are standardised over the batch; nothing is
 * forgotten.
 */
public final class Awr implements StochasticLearner {

  /**
   * The configuration.
   *
   * @param onlineSteps the last steps of the training, which are taken in the environment; ≥ 0
   * @param iterationSteps steps of the environment an iteration, ≥ 1
   * @param iterationUpdates updates an iteration, ≥ 1
   * @param observations how networks see observations
   * @param learningRate η of V
   * @param policyLearningRate η of π
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param temperature β &gt; 0
   * @param maxWeight c &gt; 0
   * @param deviation σ &gt; 0 of the policy where actions are continuous, in units in which they
   *     lie in [−1, 1]
   * @param hidden widths of the hidden layers
   */
  public record Config(
      long onlineSteps,
      int iterationSteps,
      int iterationUpdates,
      Observations observations,
      Schedule learningRate,
      Schedule policyLearningRate,
      int batchSize,
      double gamma,
      double temperature,
      double maxWeight,
      double deviation,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("awr")
          .atLeast("onlineSteps", 0, onlineSteps)
          .atLeast("iterationSteps", 1, iterationSteps)
          .atLeast("iterationUpdates", 1, iterationUpdates)
          .learningRate("learningRate", learningRate)
          .learningRate("policyLearningRate", policyLearningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .positiveAndFinite("temperature", temperature)
          .positive("maxWeight", maxWeight)
          .positiveAndFinite("deviation", deviation)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** The authors' {@code awr_configs.py}, with learning rates for Adam. */
    public static Config defaults() {
      return new Config(
          0,
          2048,
          1000,
          Observations.STANDARDIZED,
          Schedule.constant(1e-3),
          Schedule.constant(3e-4),
          256,
          0.99,
          1,
          20,
          0.4,
          List.of(128, 64));
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters value = new Parameters("value");
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
  public Awr(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("awr.noise", 0));
    RandomGenerator random = seeds.stream("awr.initialization");
    ActionScale scale = ActionScale.of("awr", actions);
    StochasticActor actor =
        new StochasticActor(
            policy,
            observationSize,
            actions,
            config.hidden,
            LogDeviation.fixed(config.deviation),
            random);
    StateValue v = new StateValue(value, observationSize, config.hidden, random);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam valueAdam = new Adam(value, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    Var a = scale.toUnit(batch.action());
    Target g = new StateValueTarget(v::at).of(seen);
    Var prediction = v.at(s);
    Var advantage = g.value().minus(prediction); // (1)
    Var valueLoss = Loss.squaredError(prediction, g); // (2)
    Distribution pi = actor.at(s);
    Var standardized = WeightedRegression.standardized(advantage);
    Target weight = WeightedRegression.clipped(standardized, config.temperature, config.maxWeight);
    Var policyLoss = WeightedRegression.loss(pi.logProbability(a), weight); // (3)

    Var meanAdvantage = advantage.mean();
    acting = StochasticPolicy.of("awr", batch.observation(), pi, scale, noise);
    update =
        Program.of(
            workers,
            meanAdvantage,
            policyLoss,
            policyAdam.minimize(policyLoss, policyLearningRate),
            valueLoss,
            valueAdam.minimize(valueLoss, learningRate));
    transitions = batch.in(update);
    figures =
        new Figures("awr")
            .loss("valueLoss", update, valueLoss)
            .loss("policyLoss", update, policyLoss)
            .also("advantage", update, meanAdvantage)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, value)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("valueAdam", Savable.of(valueAdam))
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
        new Offline.Online(config.onlineSteps, config.iterationSteps, config.iterationUpdates),
        new WholeEpisode(config.gamma),
        seeds,
        (n, actions, observations) -> new Awr(n, actions, config, observations, seeds, workers));
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
