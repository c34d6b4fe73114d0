package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.ClippedDoubleTarget;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
public final class Td3 implements Stateful {

  /**
   * The configuration.
   *
   * @param learningRate η of actor and critics
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target networks
   * @param policyDelay d ≥ 1: updates of the critics for one of the policy and the targets
   * @param targetNoise σ ≥ 0
   * @param targetNoiseClip c ≥ 0; infinity clips nothing
   * @param explorationNoise deviation of the noise of the behaviour policy, ≥ 0
   * @param hidden widths of the hidden layers of actor and critics
   */
  public record Config(
      Schedule learningRate,
      int batchSize,
      double gamma,
      double tau,
      int policyDelay,
      double targetNoise,
      double targetNoiseClip,
      double explorationNoise,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      require(
          learningRate.initial() > 0 && learningRate.initial() < Double.POSITIVE_INFINITY,
          "learningRate must be positive and finite",
          learningRate);
      require(batchSize >= 1, "batchSize must be at least 1", batchSize);
      require(gamma >= 0 && gamma <= 1, "gamma must be in [0, 1]", gamma);
      require(tau > 0 && tau <= 1, "tau must be in (0, 1]", tau);
      require(policyDelay >= 1, "policyDelay must be at least 1", policyDelay);
      require(
          targetNoise >= 0 && targetNoise < Double.POSITIVE_INFINITY,
          "targetNoise must be ≥ 0 and finite",
          targetNoise);
      require(targetNoiseClip >= 0, "targetNoiseClip must be ≥ 0", targetNoiseClip);
      require(
          explorationNoise >= 0 && explorationNoise < Double.POSITIVE_INFINITY,
          "explorationNoise must be ≥ 0 and finite",
          explorationNoise);
      require(hidden.stream().allMatch(h -> h >= 1), "hidden widths must be at least 1", hidden);
      hidden = List.copyOf(hidden);
    }

    private static void require(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException("td3: " + rule + ", but is " + value);
      }
    }

    /** The authors' {@code TD3.py} and {@code main.py}. */
    public static Config defaults() {
      return new Config(
          Schedule.constant(3e-4), 256, 0.99, 0.005, 2, 0.2, 0.5, 0.1, List.of(256, 256));
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters policyTarget = new Parameters("policyTarget");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Adam policyAdam;
  private final Adam criticAdam;
  private final NoiseSource noise;
  private final TransitionBatch batch;
  private final Var learningRate = Var.scalar("learningRate");

  private final Var mode;
  private final Var sample;
  private final Var criticLoss;
  private final Var actorLoss;
  private final Program behaviour;
  private final Program greedy;
  private final Program update;
  private final Program delayed;
  private final Transitions transitions;
  private final Region delayedObservations;

  private long updates;

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
    this.config = config;
    this.noise = new NoiseSource(seeds.key("td3.noise", 0));
    RandomGenerator random = seeds.stream("td3.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("td3", actions);
    Mlp mu = actor(policy, observationSize, n, config.hidden, random);
    Mlp muBar = actor(policyTarget, observationSize, n, config.hidden, random);
    TwinCritic q = new TwinCritic(critics, observationSize, n, config.hidden, random);
    TwinCritic qBar = new TwinCritic(targets, observationSize, n, config.hidden, random);
    policyTarget.copyFrom(policy);
    targets.copyFrom(critics);
    policyAdam = new Adam(policy, Adam.Config.defaults());
    criticAdam = new Adam(critics, Adam.Config.defaults());

    batch = TransitionBatch.of(observationSize, n);
    Var s = batch.observation();
    Var a = scale.toUnit(batch.action());
    Target y = // (2)
        new ClippedDoubleTarget(s2 -> smoothed(muBar.apply(s2).tanh()), qBar::min).of(batch);
    criticLoss = Loss.squaredError(q.each(s, a), y); // (3)
    Var action = mu.apply(s).tanh();
    actorLoss = q.first(s, action).mean().unaryMinus(); // (4)
    Var tau = Var.constant((float) config.tau);

    mode = scale.toBox(action);
    sample = scale.toBox(noisy(action, gaussian(action, config.explorationNoise)));
    behaviour = Program.of(sample);
    greedy = Program.of(mode);
    update = Program.of(workers, criticLoss, criticAdam.minimize(criticLoss, learningRate));
    delayed =
        Program.of(
            workers,
            actorLoss,
            policyAdam.minimize(actorLoss, learningRate),
            targets.blend(critics, tau), // (5)
            policyTarget.blend(policy, tau));
    transitions = batch.in(update);
    delayedObservations = delayed.region(s);
  }

  private static Mlp actor(
      Parameters parameters,
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      RandomGenerator random) {
    return new Mlp(
        parameters,
        "actor",
        observationSize,
        hidden,
        actionSize,
        Activation.RELU,
        Initializer.uniform(),
        Initializer.uniform(),
        random);
  }

  /** (1): a′ of μ̄(s′). */
  private Var smoothed(Var action) {
    float c = (float) config.targetNoiseClip;
    return noisy(action, gaussian(action, config.targetNoise).clamp(-c, c));
  }

  private Var gaussian(Var like, double deviation) {
    return Var.normal(noise, like.extent()).times((float) deviation);
  }

  private static Var noisy(Var action, Var deviation) {
    return action.plus(deviation).clamp(-1, 1);
  }

  /**
   * Acts as the policy does, with Gaussian noise.
   *
   * @param observations [rows, observation size]
   * @param actions [rows, action size], written; within the bounds
   */
  public void act(float[] observations, int rows, float[] actions) {
    act(behaviour, sample, observations, rows, actions);
  }

  /** The policy without noise. */
  public Policy greedy() {
    return (observations, rows, actions) -> act(greedy, mode, observations, rows, actions);
  }

  private void act(Program program, Var action, float[] observations, int rows, float[] actions) {
    program.prepare(rows);
    program.region(batch.observation()).copyFrom(observations, 0, rows);
    program.run();
    program.region(action).copyTo(actions, 0);
  }

  /**
   * Makes one update of the critics and, if its turn has come, one of the policy and the targets on
   * the same batch.
   *
   * @param source where the batch comes from
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @throws DivergenceException if a loss is not finite
   */
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    float rate = (float) config.learningRate.at(remaining);
    update.set(learningRate, rate);
    update.run();
    updates++;
    requireFinite();
    if (updates % config.policyDelay == 0) {
      delayed.prepare(config.batchSize);
      Region s = transitions.observations();
      delayedObservations.copyFrom(s.array(), s.at(), config.batchSize);
      delayed.set(learningRate, rate);
      delayed.run();
      requireFinite();
    }
  }

  private void requireFinite() {
    float critic = update.scalar(criticLoss);
    float actor = delayed.scalar(actorLoss);
    if (!Float.isFinite(critic + actor)) {
      throw new DivergenceException(
          "td3: update "
              + updates
              + " is not finite: critic loss "
              + critic
              + ", actor loss "
              + actor
              + "; try a smaller learningRate");
    }
  }

  /** Updates of the critics so far. */
  public long updates() {
    return updates;
  }

  /** Figures of the last update, in an order that never changes; L_μ is that of the last (4). */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("criticLoss", (double) update.scalar(criticLoss));
    metrics.put("actorLoss", (double) delayed.scalar(actorLoss));
    metrics.put("learningRate", (double) update.scalar(learningRate));
    return metrics;
  }

  /** The networks. */
  public Map<String, Parameters> parameters() {
    Map<String, Parameters> all = new LinkedHashMap<>();
    for (Parameters p : List.of(policy, policyTarget, critics, targets)) {
      all.put(p.name(), p);
    }
    return all;
  }

  @Override
  public void save(StateWriter out) {
    parameters().forEach((name, p) -> out.put(name, Savable.of(p)));
    out.put("policyAdam", Savable.of(policyAdam));
    out.put("criticAdam", Savable.of(criticAdam));
    out.put("noise", Savable.of(noise));
    out.put("updates", updates);
  }

  @Override
  public void load(StateReader in) {
    parameters().forEach((name, p) -> in.get(name, Savable.of(p)));
    in.get("policyAdam", Savable.of(policyAdam));
    in.get("criticAdam", Savable.of(criticAdam));
    in.get("noise", Savable.of(noise));
    updates = in.getLong("updates");
  }
}
