package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
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
import dev.bellman.core.targets.SoftClippedDoubleTarget;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Soft actor-critic: transitions out of a replay buffer · the soft Bellman operator with the
 * smaller of two target critics · a policy that gains value and entropy, whose price is learnt.
 *
 * <pre>{@code
 * y = r + γ·(minᵢ Q̄ᵢ(s′, a′) − α·log π(a′|s′)),   a′ ~ π_θ(·|s′)           (1)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                             (2)
 * L_π = E [α·log π(ã|s) − minᵢ Qᵢ(s, ã)],   ã ~ π_θ(·|s);   θ ← Adam on L_π (3)
 * L_α = −E α·(log π(ã|s) + H̄);   log α ← Adam on L_α                       (4)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ                                                     (5)
 * }</pre>
 *
 * <p>(3) sees the critics after (2). α in (1) and (3) is what it was before (4), and log π(ã|s) in
 * (4) is that of the policy before (3). Haarnoja et al., "Soft Actor-Critic: Off-Policy Maximum
 * Entropy Deep Reinforcement Learning with a Stochastic Actor" (2018) and "Soft Actor-Critic
 * Algorithms and Applications" (2019). Departures from the reference configuration
 * (Stable-Baselines3): (2) has no ½; (4) is the loss of α, as in the paper, and not of log α; log(1
 * − tanh² u) is exact.
 */
public final class Sac implements Stateful {

  /**
   * The configuration.
   *
   * @param learningRate η of actor and critics
   * @param temperatureLearningRate η of log α; 0 keeps α as it is
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target critics
   * @param temperature α &gt; 0 at first
   * @param targetEntropy H̄ / |A|: nats for each component of the action, which is in [−1, 1]
   * @param hidden widths of the hidden layers of actor and critics
   */
  public record Config(
      Schedule learningRate,
      Schedule temperatureLearningRate,
      int batchSize,
      double gamma,
      double tau,
      double temperature,
      double targetEntropy,
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
      require(
          temperatureLearningRate.initial() >= 0
              && temperatureLearningRate.initial() < Double.POSITIVE_INFINITY,
          "temperatureLearningRate must be ≥ 0 and finite",
          temperatureLearningRate);
      require(batchSize >= 1, "batchSize must be at least 1", batchSize);
      require(gamma >= 0 && gamma <= 1, "gamma must be in [0, 1]", gamma);
      require(tau > 0 && tau <= 1, "tau must be in (0, 1]", tau);
      require(
          temperature > 0 && temperature < Double.POSITIVE_INFINITY,
          "temperature must be positive and finite",
          temperature);
      require(Double.isFinite(targetEntropy), "targetEntropy must be finite", targetEntropy);
      require(hidden.stream().allMatch(h -> h >= 1), "hidden widths must be at least 1", hidden);
      hidden = List.copyOf(hidden);
    }

    private static void require(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException("sac: " + rule + ", but is " + value);
      }
    }

    /** Stable-Baselines3's {@code sac.py}. */
    public static Config defaults() {
      return new Config(
          Schedule.constant(3e-4),
          Schedule.constant(3e-4),
          256,
          0.99,
          0.005,
          1,
          -1,
          List.of(256, 256));
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Parameters entropyPrice = new Parameters("temperature");
  private final Adam policyAdam;
  private final Adam criticAdam;
  private final Adam temperatureAdam;
  private final NoiseSource noise;
  private final TransitionBatch batch;
  private final Var learningRate = Var.scalar("learningRate");
  private final Var temperatureLearningRate = Var.scalar("temperatureLearningRate");
  private final Var temperature = Var.scalar("temperature");

  private final Var mode;
  private final Var sample;
  private final Var criticLoss;
  private final Var actorLoss;
  private final Var temperatureLoss;
  private final Var entropy;
  private final Program behaviour;
  private final Program greedy;
  private final Program update;
  private final Transitions transitions;

  private long updates;

  /** A learner on one thread that knows nothing yet. */
  public Sac(int observationSize, Box actions, Config config, Seeds seeds) {
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
  public Sac(int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    this.noise = new NoiseSource(seeds.key("sac.noise", 0));
    RandomGenerator random = seeds.stream("sac.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("sac", actions);
    SquashedActor actor = new SquashedActor(policy, observationSize, n, config.hidden, random);
    TwinCritic q = new TwinCritic(critics, observationSize, n, config.hidden, random);
    TwinCritic qBar = new TwinCritic(targets, observationSize, n, config.hidden, random);
    targets.copyFrom(critics);
    Var logTemperature = entropyPrice.add("logTemperature", 1, 1).variable();
    entropyPrice.values()[0] = (float) Math.log(config.temperature);
    entropyPrice.written();
    policyAdam = new Adam(policy, Adam.Config.defaults());
    criticAdam = new Adam(critics, Adam.Config.defaults());
    temperatureAdam = new Adam(entropyPrice, Adam.Config.defaults());

    batch = TransitionBatch.of(observationSize, n);
    Var s = batch.observation();
    Var a = scale.toUnit(batch.action());
    Target y = // (1)
        new SoftClippedDoubleTarget(s2 -> actor.at(s2).sample(noise), qBar::min, temperature)
            .of(batch);
    criticLoss = Loss.squaredError(q.each(s, a), y); // (2)
    SquashedGaussian pi = actor.at(s);
    Sample now = pi.sample(noise);
    Var logProbability = now.logProbability();
    actorLoss = temperature.times(logProbability).minus(q.min(s, now.action())).mean(); // (3)
    float targetEntropy = (float) (config.targetEntropy * n);
    Target surplus = target(logProbability.mean().plus(targetEntropy));
    temperatureLoss = logTemperature.exp().times(surplus.value()).unaryMinus(); // (4)
    Var blend = targets.blend(critics, Var.constant((float) config.tau)); // (5)

    entropy = logProbability.mean().unaryMinus();
    mode = scale.toBox(pi.mode());
    sample = scale.toBox(now.action());
    behaviour = Program.of(sample);
    greedy = Program.of(mode);
    update =
        Program.of(
            workers,
            criticLoss,
            criticAdam.minimize(criticLoss, learningRate),
            actorLoss,
            entropy,
            temperatureLoss,
            // before the actor's step, while log π is known; α in (3) is an input and stays
            temperatureAdam.minimize(temperatureLoss, temperatureLearningRate),
            policyAdam.minimize(actorLoss, learningRate),
            blend);
    transitions = batch.in(update);
  }

  /**
   * Draws actions from the policy.
   *
   * @param observations [rows, observation size]
   * @param actions [rows, action size], written; within the bounds
   */
  public void act(float[] observations, int rows, float[] actions) {
    act(behaviour, sample, observations, rows, actions);
  }

  /** The policy that takes tanh μ(s). */
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
   * Makes one update of everything on one batch.
   *
   * @param source where the batch comes from
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @throws DivergenceException if a loss is not finite
   */
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(temperatureLearningRate, (float) config.temperatureLearningRate.at(remaining));
    update.set(temperature, temperature());
    update.run();
    updates++;
    requireFinite();
  }

  /** α: the price of a nat of entropy. */
  public float temperature() {
    return (float) StrictMath.exp(entropyPrice.values()[0]);
  }

  private void requireFinite() {
    float critic = update.scalar(criticLoss);
    float actor = update.scalar(actorLoss);
    float price = update.scalar(temperatureLoss);
    if (!Float.isFinite(critic + actor + price)) {
      throw new DivergenceException(
          "sac: update "
              + updates
              + " is not finite: critic loss "
              + critic
              + ", actor loss "
              + actor
              + ", temperature loss "
              + price
              + "; try a smaller learningRate");
    }
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** Figures of the last update, in an order that never changes. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("criticLoss", (double) update.scalar(criticLoss));
    metrics.put("actorLoss", (double) update.scalar(actorLoss));
    metrics.put("temperatureLoss", (double) update.scalar(temperatureLoss));
    metrics.put("temperature", (double) update.scalar(temperature));
    metrics.put("entropy", (double) update.scalar(entropy));
    metrics.put("learningRate", (double) update.scalar(learningRate));
    return metrics;
  }

  /** The networks, and log α. */
  public Map<String, Parameters> parameters() {
    Map<String, Parameters> all = new LinkedHashMap<>();
    for (Parameters p : List.of(policy, critics, targets, entropyPrice)) {
      all.put(p.name(), p);
    }
    return all;
  }

  @Override
  public void save(StateWriter out) {
    parameters().forEach((name, p) -> out.put(name, Savable.of(p)));
    out.put("policyAdam", Savable.of(policyAdam));
    out.put("criticAdam", Savable.of(criticAdam));
    out.put("temperatureAdam", Savable.of(temperatureAdam));
    out.put("noise", Savable.of(noise));
    out.put("updates", updates);
  }

  @Override
  public void load(StateReader in) {
    parameters().forEach((name, p) -> in.get(name, Savable.of(p)));
    in.get("policyAdam", Savable.of(policyAdam));
    in.get("criticAdam", Savable.of(criticAdam));
    in.get("temperatureAdam", Savable.of(temperatureAdam));
    in.get("noise", Savable.of(noise));
    updates = in.getLong("updates");
  }
}
