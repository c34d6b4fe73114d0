package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Proximal policy optimisation with a clipped surrogate: rollouts of the current policy · GAE(λ) ·
 * several epochs of minibatch steps that gain nothing by moving a ratio beyond 1 ± ε.
 *
 * <pre>{@code
 * Â ← (A − mean A) / (std A + 1e-8),   A = GAE(λ), per minibatch           (1)
 * ρ = π_θ(a|s) / π_θ₀(a|s)                                                 (2)
 * L_π = −E min(ρ·Â, clip(ρ, 1 − ε, 1 + ε)·Â)                               (3)
 * L_V = ½·E max((V − R)², (V₀ + clip(V − V₀, −c, c) − R)²),   R = A + V₀   (4)
 * θ, ψ ← Adam on L_π + c_V·L_V − c_H·E H(π_θ(·|s))                         (5)
 * }</pre>
 *
 * <p>Schulman et al., "Proximal Policy Optimization Algorithms" (2017). Departure from the
 * reference configuration (CleanRL's {@code ppo.py}): an episode that a time limit cuts is
 * bootstrapped with the value of its final observation.
 */
public final class Ppo implements OnPolicyLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param epochs how often each rollout is gone through
   * @param minibatches into how many parts
   * @param learningRate η
   * @param gamma γ in [0, 1]
   * @param lambda λ in [0, 1] of GAE
   * @param clip ε &gt; 0
   * @param valueClip c &gt; 0; infinity clips no values
   * @param entropyCoefficient c_H ≥ 0
   * @param valueCoefficient c_V ≥ 0
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param targetKl stop the epochs once the approximate KL exceeds 1.5 times this; infinity never
   *     does
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int epochs,
      int minibatches,
      Schedule learningRate,
      double gamma,
      double lambda,
      Schedule clip,
      double valueClip,
      double entropyCoefficient,
      double valueCoefficient,
      double maxGradientNorm,
      double targetKl,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      require(environments >= 1, "environments must be at least 1", environments);
      require(rolloutSteps >= 1, "rolloutSteps must be at least 1", rolloutSteps);
      require(epochs >= 1, "epochs must be at least 1", epochs);
      require(minibatches >= 1, "minibatches must be at least 1", minibatches);
      require(
          minibatches <= (long) environments * rolloutSteps,
          "minibatches must not exceed environments·rolloutSteps",
          minibatches);
      require(
          learningRate.initial() > 0 && learningRate.initial() < Double.POSITIVE_INFINITY,
          "learningRate must be positive and finite",
          learningRate);
      require(gamma >= 0 && gamma <= 1, "gamma must be in [0, 1]", gamma);
      require(lambda >= 0 && lambda <= 1, "lambda must be in [0, 1]", lambda);
      require(clip.initial() > 0, "clip must be positive", clip);
      require(valueClip > 0, "valueClip must be positive", valueClip);
      require(
          entropyCoefficient >= 0 && entropyCoefficient < Double.POSITIVE_INFINITY,
          "entropyCoefficient must be ≥ 0 and finite",
          entropyCoefficient);
      require(
          valueCoefficient >= 0 && valueCoefficient < Double.POSITIVE_INFINITY,
          "valueCoefficient must be ≥ 0 and finite",
          valueCoefficient);
      require(maxGradientNorm > 0, "maxGradientNorm must be positive", maxGradientNorm);
      require(targetKl > 0, "targetKl must be positive", targetKl);
      require(hidden.stream().allMatch(h -> h >= 1), "hidden widths must be at least 1", hidden);
      hidden = List.copyOf(hidden);
    }

    private static void require(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException("ppo: " + rule + ", but is " + value);
      }
    }

    /** CleanRL's {@code ppo.py}. */
    public static Config defaults() {
      return new Config(
          4,
          128,
          4,
          4,
          Schedule.linear(2.5e-4),
          0.99,
          0.95,
          Schedule.constant(0.2),
          0.2,
          0.01,
          0.5,
          0.5,
          Double.POSITIVE_INFINITY,
          List.of(64, 64));
    }
  }

  private static final double KL_TOLERANCE = 1.5;

  private final Config config;
  private final Parameters parameters = new Parameters("agent");
  private final Adam adam;
  private final NoiseSource noise;
  private final Pcg64 shuffle;
  private final OnPolicyBatch batch;
  private final int[] permutation;
  private final Var clip = Var.scalar("clip");
  private final Var learningRate = Var.scalar("learningRate");

  private final Var value;
  private final Var mode;
  private final Var sample;
  private final Var sampleLogProbability;
  private final Var policyLoss;
  private final Var valueLoss;
  private final Var entropy;
  private final Var approximateKl;
  private final Var clipFraction;
  private final Var gradientNorm;
  private final Program behaviour;
  private final Program critic;
  private final Program greedy;
  private final Program update;

  private long updates;

  /** A learner on one thread that knows nothing yet. */
  public Ppo(int observationSize, Space actions, Config config, Seeds seeds) {
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
  public Ppo(int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    this.batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    this.permutation = new int[rows];
    this.noise = new NoiseSource(seeds.key("ppo.noise", 0));
    this.shuffle = seeds.stream("ppo.shuffle");
    RandomGenerator random = seeds.stream("ppo.initialization");
    Actor actor = new Actor(parameters, observationSize, actions, config.hidden, random);
    Mlp v =
        new Mlp(
            parameters,
            "critic",
            observationSize,
            config.hidden,
            1,
            Activation.TANH,
            Initializer.orthogonal(Math.sqrt(2)),
            Initializer.orthogonal(1),
            random);
    adam = new Adam(parameters, new Adam.Config(0.9, 0.999, 1e-5, config.maxGradientNorm));

    Distribution policy = actor.at(batch.observation);
    value = v.apply(batch.observation);
    mode = policy.mode();
    sample = policy.sample(noise);
    sampleLogProbability = policy.logProbability(sample);

    Var normalized = standardize(batch.advantage); // (1)
    Var logRatio = policy.logProbability(batch.action).minus(batch.oldLogProbability);
    Var ratio = logRatio.exp(); // (2)
    Var clipped = ratio.clamp(clip.minusFrom(1), clip.plus(1));
    policyLoss = ratio.times(normalized).min(clipped.times(normalized)).mean().unaryMinus(); // (3)
    valueLoss = valueLoss(value, batch.oldValue, target(batch.returns), config.valueClip); // (4)
    entropy = policy.entropy().mean();
    Var loss =
        policyLoss
            .plus(valueLoss.times((float) config.valueCoefficient))
            .minus(entropy.times((float) config.entropyCoefficient)); // (5)
    gradientNorm = adam.minimize(loss, learningRate);
    approximateKl = ratio.minus(1).minus(logRatio).mean(); // Schulman's k3: ≥ 0, unbiased
    clipFraction = ratio.minus(1).abs().greater(clip).mean();

    behaviour = Program.of(sample, sampleLogProbability, value);
    critic = Program.of(value);
    greedy = Program.of(mode);
    update =
        Program.of(
            workers, policyLoss, valueLoss, entropy, approximateKl, clipFraction, gradientNorm);
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
    VectorEnvironment<A> environments = VectorEnvironment.of(environment, config.environments);
    environments.reset(seeds);
    int observationSize = environments.observationSpace().size();
    Ppo ppo = new Ppo(observationSize, environments.actionSpace(), config, seeds, workers);
    return new OnPolicy(environments, ppo, config.rolloutSteps);
  }

  /** {@code (A − mean) / (std + 1e-8)} with the unbiased std, 0 for a single row. */
  private static Var standardize(Var a) {
    Var centred = a.minus(a.mean());
    Var degrees = Var.batchSize().minus(1).max(Var.constant(1));
    return centred.div(centred.square().sum().div(degrees).sqrt().plus(1e-8f));
  }

  private static Var valueLoss(Var value, Var oldValue, Target returns, double valueClip) {
    Var near = value.minus(oldValue).clamp((float) -valueClip, (float) valueClip);
    Var free = value.minus(returns.value()).square();
    Var held = oldValue.plus(near).minus(returns.value()).square();
    return free.max(held).mean().times(0.5f);
  }

  @Override
  public void act(
      float[] observations, int rows, float[] actions, float[] logProbabilities, float[] values) {
    run(behaviour, observations, rows);
    behaviour.region(sample).copyTo(actions, 0);
    behaviour.region(sampleLogProbability).copyTo(logProbabilities, 0);
    behaviour.region(value).copyTo(values, 0);
  }

  @Override
  public void values(float[] observations, int rows, float[] out) {
    run(critic, observations, rows);
    critic.region(value).copyTo(out, 0);
  }

  @Override
  public Policy greedy() {
    return (observations, rows, actions) -> {
      run(greedy, observations, rows);
      greedy.region(mode).copyTo(actions, 0);
    };
  }

  private void run(Program program, float[] observations, int rows) {
    program.prepare(rows);
    program.region(batch.observation).copyFrom(observations, 0, rows);
    program.run();
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    int rows = rollout.size();
    batch.estimate(rollout, config.gamma, config.lambda);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(clip, (float) config.clip.at(remaining));
    int minibatches = Math.min(config.minibatches, rows);
    for (int epoch = 0; epoch < config.epochs; epoch++) {
      shuffle.permutation(permutation, rows);
      for (int b = 0; b < minibatches; b++) {
        step(rollout, rows * b / minibatches, rows * (b + 1) / minibatches);
        if (update.scalar(approximateKl) > KL_TOLERANCE * config.targetKl) {
          return;
        }
      }
    }
  }

  /** One minibatch step on the rows {@code permutation[from … to − 1]}. */
  private void step(Rollout rollout, int from, int to) {
    batch.write(rollout, permutation, from, to, update);
    update.run();
    updates++;
    requireFinite();
  }

  private void requireFinite() {
    float policy = update.scalar(policyLoss);
    float critic = update.scalar(valueLoss);
    float norm = update.scalar(gradientNorm);
    if (!Float.isFinite(policy + critic + norm)) {
      throw new DivergenceException(
          "ppo: update "
              + updates
              + " is not finite: policy loss "
              + policy
              + ", value loss "
              + critic
              + ", gradient norm "
              + norm
              + "; try a smaller learningRate or maxGradientNorm");
    }
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("policyLoss", (double) update.scalar(policyLoss));
    metrics.put("valueLoss", (double) update.scalar(valueLoss));
    metrics.put("entropy", (double) update.scalar(entropy));
    metrics.put("approximateKl", (double) update.scalar(approximateKl));
    metrics.put("clipFraction", (double) update.scalar(clipFraction));
    metrics.put("gradientNorm", (double) update.scalar(gradientNorm));
    metrics.put("learningRate", (double) update.scalar(learningRate));
    return metrics;
  }

  @Override
  public Map<String, Parameters> parameters() {
    return Map.of("agent", parameters);
  }

  @Override
  public void save(StateWriter out) {
    out.put("parameters", Savable.of(parameters));
    out.put("adam", Savable.of(adam));
    out.put("noise", Savable.of(noise));
    out.put("shuffle", shuffle);
    out.put("updates", updates);
  }

  @Override
  public void load(StateReader in) {
    in.get("parameters", Savable.of(parameters));
    in.get("adam", Savable.of(adam));
    in.get("noise", Savable.of(noise));
    in.get("shuffle", shuffle);
    updates = in.getLong("updates");
  }
}
