package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.network.ActionScale;
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
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Advantage-weighted actor-critic: transitions of a dataset · the Bellman operator at the current
 * policy with the smaller of two target critics · weighted regression to the dataset's actions.
 *
 * <pre>{@code
 * y = r + γ·E_{a′ ~ π} minᵢ Q̄ᵢ(s′, a′)                                    (1)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                            (2)
 * A(s, a) = minᵢ Qᵢ(s, a) − E_{ã ~ π} minᵢ Qᵢ(s, ã)                        (3)
 * L_π = −E w·log π(a|s),   w = exp(A/β) / E exp(A/β);   θ ← Adam on L_π    (4)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ                                                     (5)
 * }</pre>
 *
 * <p>(3) sees the critics after (2); its expectation, like that of (1), is exact over n actions and
 * one sample of others. With {@code onlineSteps}, what the policy then meets joins the data. Nair
 * et al., "AWAC: Accelerating Online Reinforcement Learning with Offline Datasets" (2020).
 * Departures from the reference (rlkit's {@code awac1.py}): Adam has no weight decay, (3) there
 * sees the critics before (2), and log σ is clamped, there a sigmoid's. The notes' Algorithm 12 has
 * a residual in the place of A whose mean is 0; (3) is the advantage.
 */
public final class Awac implements StochasticLearner {

  /**
   * The configuration.
   *
   * @param onlineSteps the last steps of the training, which are taken in the environment; ≥ 0
   * @param observations how networks see observations
   * @param learningRate η of π and Q
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target critics
   * @param temperature β &gt; 0
   * @param hidden widths of the hidden layers
   */
  public record Config(
      long onlineSteps,
      Observations observations,
      Schedule learningRate,
      int batchSize,
      double gamma,
      double tau,
      double temperature,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("awac")
          .atLeast("onlineSteps", 0, onlineSteps)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .positiveAndFinite("temperature", temperature)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** rlkit's {@code awac1.py}, with the batches and networks of CORL's {@code awac.py}. */
    public static Config defaults() {
      return new Config(
          0,
          Observations.RAW,
          Schedule.constant(3e-4),
          256,
          0.99,
          0.005,
          1,
          List.of(256, 256, 256));
    }
  }

  private static final LogDeviation RANGE = new LogDeviation(-6, -3, 0);

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
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
  public Awac(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("awac.noise", 0));
    RandomGenerator random = seeds.stream("awac.initialization");
    ActionScale scale = ActionScale.of("awac", actions);
    StochasticActor actor =
        new StochasticActor(policy, observationSize, actions, config.hidden, RANGE, random);
    TwinValues q = TwinValues.of(critics, observationSize, actions, config.hidden, random);
    TwinValues qBar = TwinValues.of(targets, observationSize, actions, config.hidden, random);
    targets.copyFrom(critics);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    Var a = scale.toUnit(batch.action());
    Var nextValue = qBar.expected(seen.nextObservation(), actor.at(seen.nextObservation()), noise);
    Target y = Target.target(batch.reward().plus(batch.discount().times(nextValue))); // (1)
    Var each = q.each(s, a);
    Var criticLoss = Loss.squaredError(each, y); // (2)
    Distribution pi = actor.at(s);
    Var advantage = q.min(s, a).minus(q.expected(s, pi, noise)); // (3)
    Target weight = WeightedRegression.normalized(advantage, config.temperature);
    Var policyLoss = WeightedRegression.loss(pi.logProbability(a), weight); // (4)
    Var blend = targets.blend(critics, Var.constant((float) config.tau)); // (5)

    Var meanValue = each.meanColumns().mean();
    Var meanAdvantage = advantage.mean();
    acting = StochasticPolicy.of("awac", batch.observation(), pi, scale, noise);
    update =
        Program.of(
            workers,
            criticLoss,
            meanValue,
            criticAdam.minimize(criticLoss, learningRate),
            policyLoss,
            meanAdvantage,
            policyAdam.minimize(policyLoss, learningRate),
            blend);
    transitions = batch.in(update);
    Var policyValue = q.min(s, pi.mode()).mean();
    figures =
        new Figures("awac")
            .loss("criticLoss", update, criticLoss)
            .loss("policyLoss", update, policyLoss)
            .also("advantage", update, meanAdvantage)
            .also("meanValue", update, meanValue)
            .also(
                "policyValue",
                new PolicyValue(batch.observation(), policyValue, update, config.batchSize))
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, critics, targets)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
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
        (n, actions, observations) -> new Awac(n, actions, config, observations, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
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
