package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.SquashedActor;
import dev.bellman.algorithms.network.Temperature;
import dev.bellman.algorithms.network.TwinCritic;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
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
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.BellmanTarget;
import dev.bellman.core.targets.Expansion.Move;
import dev.bellman.core.targets.SoftClippedDoubleTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
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
public final class Sac implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
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
      OffPolicy.Config experience,
      Schedule learningRate,
      Schedule temperatureLearningRate,
      int batchSize,
      double gamma,
      double tau,
      double temperature,
      double targetEntropy,
      List<Integer> hidden)
      implements ContinuousActorCritic {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("sac")
          .learningRate("learningRate", learningRate)
          .learningRateOrNone("temperatureLearningRate", temperatureLearningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .positiveAndFinite("temperature", temperature)
          .finite("targetEntropy", targetEntropy)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Stable-Baselines3's {@code sac.py}. */
    public static Config defaults() {
      return new Config(
          OffPolicy.Config.defaults(),
          Schedule.constant(3e-4),
          Schedule.constant(3e-4),
          256,
          0.99,
          0.005,
          1,
          -1,
          List.of(256, 256));
    }

    @Override
    public OffPolicyLearner learner(
        int observationSize, Box actions, Additions additions, Seeds seeds, Workers workers) {
      return new Sac(observationSize, actions, this, additions, seeds, workers);
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critics = new Parameters("critics");
  private final Parameters targets = new Parameters("targets");
  private final Temperature temperature;
  private final CriticTerm term;
  private final Var learningRate = Var.scalar("learningRate");
  private final Policy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

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
    this(observationSize, actions, config, Additions.NONE, seeds, workers);
  }

  /** A learner with additions. */
  Sac(
      int observationSize,
      Box actions,
      Config config,
      Additions additions,
      Seeds seeds,
      Workers workers) {
    this(
        "sac",
        SoftClippedDoubleTarget::new,
        CriticTerm.NONE,
        observationSize,
        actions,
        config,
        additions,
        seeds,
        workers);
  }

  /** The sampled Bellman operator that makes (1). */
  @FunctionalInterface
  public interface Operator {

    /**
     * The operator.
     *
     * @param policy a sample of π(·|s′)
     * @param smallest minᵢ Q̄ᵢ of observations and actions
     * @param temperature α
     */
    BellmanTarget of(Function<Var, Sample> policy, BinaryOperator<Var> smallest, Var temperature);
  }

  /**
   * A learner with another (1), or with a term more in (2); {@code name} is that of its messages.
   *
   * @param additions what else its equations have
   */
  public Sac(
      String name,
      Operator operator,
      CriticTerm term,
      int observationSize,
      Box actions,
      Config config,
      Additions additions,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("sac.noise", 0));
    RandomGenerator random = seeds.stream("sac.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale(name, actions);
    SquashedActor actor = new SquashedActor(policy, observationSize, n, config.hidden, random);
    TwinCritic q = new TwinCritic(critics, observationSize, n, config.hidden, random);
    TwinCritic qBar = new TwinCritic(targets, observationSize, n, config.hidden, random);
    targets.copyFrom(critics);
    temperature = new Temperature(config.temperature, config.temperatureLearningRate);
    Var alpha = temperature.value();
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critics, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Normalizer observations = additions.observations();
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    BellmanTarget target = // (1)
        operator.of(s2 -> actor.at(s2).sample(noise), qBar::min, alpha);
    Var squares = // (2)
        additions
            .expansion()
            .mean(
                batch,
                s2 -> {
                  Sample a = actor.at(observations.of(s2)).sample(noise);
                  return new Move(
                      scale.toBox(a.action()), alpha.times(a.logProbability()).unaryMinus());
                },
                b -> {
                  TransitionBatch t = observations.of(b);
                  return Loss.squaredError(
                      q.each(t.observation(), scale.toUnit(t.action())), target.of(t));
                });
    Var seenAction = scale.toUnit(batch.action());
    Var criticLoss = term.added(squares, q::each, actor::at, seen.withAction(seenAction));
    Var meanValue = q.each(s, seenAction).meanColumns().mean();
    SquashedGaussian pi = actor.at(s);
    Sample now = pi.sample(noise);
    Var logProbability = now.logProbability();
    Var value = q.min(s, now.action());
    Var actorLoss = // (3)
        additions
            .policy()
            .added(
                alpha.times(logProbability).minus(value).mean(), value, now.action(), seenAction);
    Var temperatureLoss = temperature.loss(logProbability.mean(), config.targetEntropy * n); // (4)
    Var blend = targets.blend(critics, Var.constant((float) config.tau)); // (5)

    Var entropy = logProbability.mean().unaryMinus();
    behaviour = new NetworkPolicy(name, batch.observation(), scale.toBox(now.action()));
    greedy = new NetworkPolicy(name, batch.observation(), scale.toBox(pi.mode()));
    Var policyValue = value.mean();
    List<Var> results = new ArrayList<>(List.of(criticLoss, meanValue));
    results.addAll(term.effects());
    results.addAll(
        List.of(
            criticAdam.minimize(criticLoss, learningRate),
            actorLoss,
            policyValue,
            entropy,
            temperatureLoss,
            // before the actor's step, while log π is known; α in (3) is an input and stays
            temperature.step(temperatureLoss),
            policyAdam.minimize(actorLoss, learningRate),
            blend));
    update = Program.of(workers, results.toArray(Var[]::new));
    transitions = batch.in(update);
    figures =
        new Figures(name)
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", update, actorLoss)
            .loss("temperatureLoss", update, temperatureLoss)
            .also("meanValue", update, meanValue)
            .also("policyValue", update, policyValue)
            .also("temperature", update, alpha)
            .also("entropy", update, entropy)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, critics, targets, temperature.parameters())
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("temperatureAdam", Savable.of(temperature.adam()))
            .with("noise", Savable.of(noise));
    this.term = term;
    term.report(figures, update);
    term.saveIn(parts);
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
        (buffer, actions) -> new Sac(buffer.observationSize(), actions, config, seeds, workers));
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
    term.schedule(update, remaining);
    update.run();
    figures.updated();
  }

  @Override
  public Policy target() {
    return behaviour;
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
