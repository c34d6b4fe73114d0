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
import dev.bellman.algorithms.network.Temperature;
import dev.bellman.algorithms.network.TwinValues;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
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
 * Actor-critic whose policy pays for its divergence from the data's: transitions of a dataset · the
 * Bellman operator at the current policy with the smaller of two target critics · the value of the
 * policy's actions less a price for how far they are from the behaviour's.
 *
 * <pre>{@code
 * L_b = −E log b(a|s);   ω ← Adam on L_b                                       (1)
 * y = r + γ·E_{a′ ~ π} minᵢ Q̄ᵢ(s′, a′)                                        (2)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                                (3)
 * reverse:  D = E KL(π ‖ b) = E_{ã ~ π}[log π(ã|s) − log b(ã|s)]              (4)
 * forward:  D = E KL(b ‖ π) = E_{a ~ data}[log b(a|s) − log π(a|s)]           (5)
 * L_π = β·D − E_{ã ~ π} minᵢ Qᵢ(s, ã);   θ ← Adam on L_π                      (6)
 * L_β = −β·(D − δ);   log β ← Adam on L_β                                      (7)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ                                                         (8)
 * }</pre>
 *
 * <p>b is cloned alone at first, and stays; π starts from it. (6) has the Lagrangian of the notes'
 * bound D ≤ δ, and (7) climbs it in β; without a learning rate β is fixed. Of (5) only its second
 * part has a derivative, the likelihood of the data: log b is needed to know D, not to improve π.
 * (4) is in closed form. (6) and (7) see D of the policy before (6). Wu, Tucker, Nachum, "Behavior
 * Regularized Offline Reinforcement Learning" (2019).
 */
public final class KlConstrained implements StochasticLearner {

  /**
   * The configuration.
   *
   * @param divergence which of the two
   * @param bound δ &gt; 0 in nats
   * @param multiplier β &gt; 0 at first
   * @param multiplierLearningRate η of log β; 0 keeps β as it is
   * @param observations how networks see observations
   * @param learningRate η of the others
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target critics
   * @param cloningUpdates updates of b alone, ≥ 1
   * @param hidden widths of the hidden layers
   */
  public record Config(
      Divergence divergence,
      double bound,
      double multiplier,
      Schedule multiplierLearningRate,
      Observations observations,
      Schedule learningRate,
      int batchSize,
      double gamma,
      double tau,
      long cloningUpdates,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("kl")
          .positiveAndFinite("bound", bound)
          .positiveAndFinite("multiplier", multiplier)
          .learningRateOrNone("multiplierLearningRate", multiplierLearningRate)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .atLeast("cloningUpdates", 1, cloningUpdates)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** A bound that a dual ascent keeps; batches, networks and rates of the others here. */
    public static Config of(Divergence divergence) {
      return new Config(
          divergence,
          0.5,
          1,
          Schedule.constant(3e-4),
          Observations.STANDARDIZED,
          Schedule.constant(3e-4),
          256,
          0.99,
          0.005,
          10_000,
          List.of(256, 256));
    }
  }

  private static final LogDeviation RANGE = new LogDeviation(-5, 0, 2);

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters clone = new Parameters("clone");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Temperature beta;
  private final Program cloning;
  private final Region cloningObservations;
  private final Region cloningActions;
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
  public KlConstrained(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("kl.noise", 0));
    RandomGenerator random = seeds.stream("kl.initialization");
    ActionScale scale = ActionScale.of("kl", actions);
    StochasticActor actor = actor(policy, observationSize, actions, random);
    StochasticActor cloned = actor(clone, observationSize, actions, random);
    TwinValues q = TwinValues.of(critics, observationSize, actions, config.hidden, random);
    TwinValues qBar = TwinValues.of(targets, observationSize, actions, config.hidden, random);
    targets.copyFrom(critics);
    beta = new Temperature("multiplier", config.multiplier, config.multiplierLearningRate);
    Adam cloneAdam = new Adam(clone, Adam.Config.defaults());
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    Var s2 = seen.nextObservation();
    Var a = scale.toUnit(batch.action());
    Distribution b = cloned.at(s);
    Distribution pi = actor.at(s);
    Var cloneLoss = b.logProbability(a).mean().unaryMinus(); // (1)
    Var nextValue = qBar.expected(s2, actor.at(s2), noise);
    Target y = Target.target(batch.reward().plus(batch.discount().times(nextValue))); // (2)
    Var each = q.each(s, a);
    Var criticLoss = Loss.squaredError(each, y); // (3)
    Var divergence = config.divergence.of(pi, b, a).mean(); // (4), (5)
    Var value = q.expected(s, pi, noise).mean();
    Var policyLoss = beta.value().times(divergence).minus(value); // (6)
    Var multiplierLoss = beta.loss(divergence, -config.bound); // (7)
    Var blend = targets.blend(critics, Var.constant((float) config.tau)); // (8)

    Var meanValue = each.meanColumns().mean();
    acting = StochasticPolicy.of("kl", batch.observation(), pi, scale, noise);
    cloning = Program.of(workers, cloneLoss, cloneAdam.minimize(cloneLoss, learningRate));
    update =
        Program.of(
            workers,
            criticLoss,
            meanValue,
            criticAdam.minimize(criticLoss, learningRate),
            divergence,
            value,
            policyLoss,
            multiplierLoss,
            // before the policy's step, while D is known; β in (6) is an input and stays
            beta.step(multiplierLoss),
            policyAdam.minimize(policyLoss, learningRate),
            blend);
    cloningObservations = cloning.region(batch.observation());
    cloningActions = cloning.region(batch.action());
    transitions = batch.in(update);
    figures =
        new Figures("kl")
            .also("learningRate", update, learningRate)
            .phase(0, config.cloningUpdates)
            .loss("cloneLoss", cloning, cloneLoss)
            .phase(config.cloningUpdates + 1, Long.MAX_VALUE)
            .loss("criticLoss", update, criticLoss)
            .loss("policyLoss", update, policyLoss)
            .also("divergence", update, divergence)
            .also("multiplier", update, beta.value())
            .also("meanValue", update, meanValue)
            .also("policyValue", update, value);
    parts =
        new Parts()
            .networks(policy, clone, critics, targets, beta.parameters())
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("cloneAdam", Savable.of(cloneAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("multiplierAdam", Savable.of(beta.adam()))
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
            new KlConstrained(n, actions, config, observations, seeds, workers));
  }

  /** Makes an update of b, or, when there were enough of them, one of all others. */
  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    float rate = (float) config.learningRate.at(remaining);
    update.set(learningRate, rate);
    if (figures.updates() < config.cloningUpdates) {
      cloning.prepare(config.batchSize);
      copy(transitions.observations(), cloningObservations);
      copy(transitions.actions(), cloningActions);
      cloning.set(learningRate, rate);
      cloning.run();
      if (figures.updated() == config.cloningUpdates) {
        policy.copyFrom(clone);
      }
    } else {
      beta.schedule(update, remaining);
      update.run();
      figures.updated();
    }
  }

  private void copy(Region from, Region to) {
    to.copyFrom(from.array(), from.at(), config.batchSize);
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
