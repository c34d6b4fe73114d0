package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.DeterministicActor;
import dev.bellman.algorithms.network.TwinCritic;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.ClippedDoubleTarget;
import dev.bellman.core.targets.Expansion.Move;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Twin delayed deep deterministic policy gradient: transitions out of a replay buffer · the Bellman
 * operator at a smoothed target policy with the smaller of two target critics · a deterministic
 * policy that climbs the first critic, less often than the critics learn.
 *
 * <pre>{@code
 * a′ = clip(μ̄(s′) + clip(σ·ε, −c, c), −1, 1),   ε ~ N(0, I)              (1)
 * y = r + γ·minᵢ Q̄ᵢ(s′, a′)                                               (2)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                           (3)
 *   and after every d-th of these:
 * L_μ = −E Q₁(s, μ(s));   θ ← Adam on L_μ                                 (4)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ,   θ̄ ← (1 − τ)·θ̄ + τ·θ                            (5)
 * }</pre>
 *
 * <p>Fujimoto, van Hoof, Meger, "Addressing Function Approximation Error in Actor-Critic Methods"
 * (2018). No departure from its authors' code, the reference; all noise is in units in which
 * actions lie in [−1, 1].
 */
public final class Td3 implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param noise what the behaviour adds to the policy's actions
   * @param learningRate η of actor and critics
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target networks
   * @param policyDelay d ≥ 1: updates of the critics for one of the policy and the targets
   * @param targetNoise σ ≥ 0
   * @param targetNoiseClip c ≥ 0; infinity clips nothing
   * @param hidden widths of the hidden layers of actor and critics
   */
  public record Config(
      OffPolicy.Config experience,
      ActionNoise noise,
      Schedule learningRate,
      int batchSize,
      double gamma,
      double tau,
      int policyDelay,
      double targetNoise,
      double targetNoiseClip,
      List<Integer> hidden)
      implements ContinuousActorCritic {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("td3")
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .atLeast("policyDelay", 1, policyDelay)
          .notNegativeAndFinite("targetNoise", targetNoise)
          .notNegative("targetNoiseClip", targetNoiseClip)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** The authors' {@code TD3.py} and {@code main.py}. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 25_000, 1, 1),
          new ActionNoise.Gaussian(0.1),
          Schedule.constant(3e-4),
          256,
          0.99,
          0.005,
          2,
          0.2,
          0.5,
          List.of(256, 256));
    }

    @Override
    public OffPolicyLearner learner(
        int observationSize, Box actions, Additions additions, Seeds seeds, Workers workers) {
      return new Td3(observationSize, actions, this, additions, seeds, workers);
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters policyTarget = new Parameters("policyTarget");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Var learningRate = Var.scalar("learningRate");
  private final NoisyPolicy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Program delayed;
  private final Transitions transitions;
  private final Region delayedObservations;
  private final Optional<Region> delayedActions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public Td3(int observationSize, Box actions, Config config, Seeds seeds) {
    this(observationSize, actions, config, seeds, Workers.of(1));
  }

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions, with finite bounds
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  public Td3(int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this(observationSize, actions, config, Additions.NONE, seeds, workers);
  }

  /** A learner with additions. */
  Td3(
      int observationSize,
      Box actions,
      Config config,
      Additions additions,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("td3.noise", 0));
    RandomGenerator random = seeds.stream("td3.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("td3", actions);
    DeterministicActor mu =
        new DeterministicActor(policy, observationSize, n, config.hidden, random);
    DeterministicActor muBar =
        new DeterministicActor(policyTarget, observationSize, n, config.hidden, random);
    TwinCritic q = new TwinCritic(critics, observationSize, n, config.hidden, random);
    TwinCritic qBar = new TwinCritic(targets, observationSize, n, config.hidden, random);
    policyTarget.copyFrom(policy);
    targets.copyFrom(critics);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Normalizer observations = additions.observations();
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    ClippedDoubleTarget target = // (2)
        new ClippedDoubleTarget(s2 -> smoothed(muBar.at(s2), noise), qBar::min);
    Var criticLoss = // (3)
        additions
            .expansion()
            .mean(
                batch,
                s2 -> Move.of(scale.toBox(muBar.at(observations.of(s2)))),
                b -> {
                  TransitionBatch t = observations.of(b);
                  return Loss.squaredError(
                      q.each(t.observation(), scale.toUnit(t.action())), target.of(t));
                });
    Var action = mu.at(s);
    Var seenAction = scale.toUnit(batch.action());
    Var value = q.first(s, action);
    Var actorLoss = // (4)
        additions.policy().added(value.mean().unaryMinus(), value, action, seenAction);
    Var meanValue = q.each(s, seenAction).slice(0, 1).mean();
    Var policyValue = value.mean();
    Var tau = Var.constant((float) config.tau);

    greedy = new NetworkPolicy("td3", batch.observation(), scale.toBox(action));
    behaviour = new NoisyPolicy(greedy, actions, config.noise, seeds.stream("td3.exploration"));
    update =
        Program.of(workers, criticLoss, meanValue, criticAdam.minimize(criticLoss, learningRate));
    delayed =
        Program.of(
            workers,
            actorLoss,
            policyValue,
            policyAdam.minimize(actorLoss, learningRate),
            targets.blend(critics, tau), // (5)
            policyTarget.blend(policy, tau));
    transitions = batch.in(update);
    delayedObservations = delayed.region(batch.observation());
    delayedActions =
        delayed.uses(batch.action())
            ? Optional.of(delayed.region(batch.action()))
            : Optional.empty();
    figures =
        new Figures("td3")
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", delayed, actorLoss)
            .also("meanValue", update, meanValue)
            .also("policyValue", delayed, policyValue)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, policyTarget, critics, targets)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("noise", Savable.of(noise))
            .with("exploration", behaviour);
  }

  /** (1): a′ of μ̄(s′). */
  private Var smoothed(Var action, NoiseSource noise) {
    float c = (float) config.targetNoiseClip;
    Var epsilon = Var.normal(noise, action.extent()).times((float) config.targetNoise);
    return action.plus(epsilon.clamp(-c, c)).clamp(-1, 1);
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) -> new Td3(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, actions);
  }

  @Override
  public void episodeEnded(int i) {
    behaviour.episodeEnded(i);
  }

  /**
   * Makes one update of the critics and, if its turn has come, one of the policy and the targets on
   * the same batch.
   */
  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    float rate = (float) config.learningRate.at(remaining);
    update.set(learningRate, rate);
    update.run();
    if (figures.updated() % config.policyDelay == 0) {
      delayed.prepare(config.batchSize);
      copy(transitions.observations(), delayedObservations);
      delayedActions.ifPresent(a -> copy(transitions.actions(), a));
      delayed.set(learningRate, rate);
      delayed.run();
      figures.requireFinite();
    }
  }

  private void copy(Region from, Region to) {
    to.copyFrom(from.array(), from.at(), config.batchSize);
  }

  @Override
  public Policy greedy() {
    return greedy;
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
