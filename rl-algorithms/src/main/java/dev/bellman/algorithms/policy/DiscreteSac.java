package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.SoftmaxActor;
import dev.bellman.algorithms.network.Temperature;
import dev.bellman.algorithms.network.TwinQNetwork;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.SoftExpectedTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Soft actor-critic over n actions: transitions out of a replay buffer · the soft Bellman operator
 * with the smaller of two target critics, exact over actions · a policy that gains value and
 * entropy, whose price is learnt.
 *
 * <pre>{@code
 * y = r + γ·Σ_a′ π_θ(a′|s′)·(minᵢ Q̄ᵢ(s′, a′) − α·log π_θ(a′|s′))           (1)
 * L_Q = Σᵢ E (Qᵢ(s, a) − y)²;   φ ← Adam on L_Q                            (2)
 * L_π = E Σ_a π_θ(a|s)·(α·log π_θ(a|s) − minᵢ Qᵢ(s, a));   θ ← Adam on L_π (3)
 * L_α = α·(E H(π_θ(·|s)) − H̄),   H̄ = h·log n;   log α ← Adam on L_α       (4)
 *   and after every k-th of these:
 * φ̄ ← (1 − τ)·φ̄ + τ·φ;   τ = 1 copies                                     (5)
 * }</pre>
 *
 * <p>(3) sees the critics after (2). α in (1) and (3) is what it was before (4), and the entropy in
 * (4) is that of the policy before (3). Christodoulou, "Soft Actor-Critic for Discrete Action
 * Settings" (2019). Departures from the reference configuration (d3rlpy's {@code discrete_sac}):
 * (2) is squared and not Huber's; experience comes as in CleanRL's {@code sac_atari.py}.
 */
public final class DiscreteSac implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param learningRate η of actor and critics
   * @param temperatureLearningRate η of log α; 0 keeps α as it is
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target critics; 1 copies
   * @param targetPeriod k ≥ 1: updates for one of the target critics
   * @param temperature α &gt; 0 at first
   * @param targetEntropy h in [0, 1]: the part of log n, the most that there can be
   * @param hidden widths of the hidden layers of actor and critics
   */
  public record Config(
      OffPolicy.Config experience,
      Schedule learningRate,
      Schedule temperatureLearningRate,
      int batchSize,
      double gamma,
      double tau,
      int targetPeriod,
      double temperature,
      double targetEntropy,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("discrete-sac")
          .learningRate("learningRate", learningRate)
          .learningRateOrNone("temperatureLearningRate", temperatureLearningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .atLeast("targetPeriod", 1, targetPeriod)
          .positiveAndFinite("temperature", temperature)
          .fraction("targetEntropy", targetEntropy)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** d3rlpy's {@code discrete_sac}, with CleanRL's pace, which are meant for Atari. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 20_000, 4, 1),
          Schedule.constant(3e-4),
          Schedule.constant(3e-4),
          64,
          0.99,
          1,
          8000,
          1,
          0.98,
          List.of(256, 256));
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Temperature temperature;
  private final Var learningRate = Var.scalar("learningRate");
  private final Policy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Program follow;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public DiscreteSac(int observationSize, Discrete actions, Config config, Seeds seeds) {
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
  public DiscreteSac(
      int observationSize, Discrete actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("discrete-sac.noise", 0));
    RandomGenerator random = seeds.stream("discrete-sac.initialization");
    int n = actions.n();
    SoftmaxActor actor = new SoftmaxActor(policy, observationSize, n, config.hidden, random);
    TwinQNetwork q = new TwinQNetwork(critics, observationSize, n, config.hidden, random);
    TwinQNetwork qBar = new TwinQNetwork(targets, observationSize, n, config.hidden, random);
    targets.copyFrom(critics);
    temperature = new Temperature(config.temperature, config.temperatureLearningRate);
    Var alpha = temperature.value();
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, 1);
    Var s = batch.observation();
    Target y = new SoftExpectedTarget(actor::at, qBar::min, alpha).of(batch); // (1)
    Var criticLoss = Loss.squaredError(q.each(s, batch.action()), y); // (2)
    Categorical pi = actor.at(s);
    Var regret = alpha.times(pi.logProbabilities()).minus(q.min(s));
    Var actorLoss = pi.probabilities().times(regret).sumColumns().mean(); // (3)
    Var entropy = pi.entropy().mean();
    Var temperatureLoss = // (4)
        temperature.loss(entropy.unaryMinus(), config.targetEntropy * Math.log(n));
    Var follows = targets.blend(critics, Var.constant((float) config.tau)); // (5)

    behaviour = NetworkPolicy.of("discrete-sac", s, pi, pi.sample(noise));
    greedy = NetworkPolicy.of("discrete-sac", s, pi, pi.mode());
    update =
        Program.of(
            workers,
            criticLoss,
            criticAdam.minimize(criticLoss, learningRate),
            actorLoss,
            entropy,
            temperatureLoss,
            // before the actor's step, while H(π) is known; α in (3) is an input and stays
            temperature.step(temperatureLoss),
            policyAdam.minimize(actorLoss, learningRate));
    follow = Program.of(follows);
    transitions = batch.in(update);
    figures =
        new Figures("discrete-sac")
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", update, actorLoss)
            .loss("temperatureLoss", update, temperatureLoss)
            .also("temperature", update, alpha)
            .also("entropy", update, entropy)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, critics, targets, temperature.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("temperatureAdam", Savable.of(temperature.adam()))
            .with("noise", Savable.of(noise));
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) ->
            new DiscreteSac(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, actions);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    temperature.schedule(update, remaining);
    update.run();
    long count = figures.updated();
    if (count % config.targetPeriod == 0) {
      follow.run();
    }
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
