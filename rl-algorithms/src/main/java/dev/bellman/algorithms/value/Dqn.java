package dev.bellman.algorithms.value;

import dev.bellman.algorithms.learner.EpsilonGreedy;
import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.NStep;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionRule;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.BellmanTarget;
import dev.bellman.core.targets.OptimalTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Deep Q-learning: transitions out of a replay buffer · the Bellman optimality operator with a
 * target network · the policy is greedy in Q.
 *
 * <pre>{@code
 * y = r + γ·max_a′ Q̄(s′, a′)                                (1)
 * L = E h(Q(s, a) − y),   h Huber's loss                     (2)
 * φ ← Adam on L                                              (3)
 *   and after every k-th of these:
 * φ̄ ← (1 − τ)·φ̄ + τ·φ;   τ = 1 copies                      (4)
 * }</pre>
 *
 * <p>Three options, each on its own: with n steps r is Σ γⁱ·rᵢ and γ is γⁿ in (1); with prioritised
 * replay (2) is weighted; with a dueling head Q = V + A − mean A.
 *
 * <p>Mnih et al., "Human-level control through deep reinforcement learning" (2015). Departure from
 * the reference configuration (Stable-Baselines3): k counts updates and not steps.
 */
public final class Dqn implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param epsilon ε of the behaviour, in [0, 1]
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param nStep n ≥ 1: steps before (1) bootstraps
   * @param sampling how batches are drawn out of the buffer
   * @param loss h
   * @param tau τ in (0, 1] of the target network; 1 copies
   * @param targetPeriod k ≥ 1: updates for one of the target network
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param head what Q is the sum of
   * @param hidden widths of the hidden layers
   */
  public record Config(
      OffPolicy.Config experience,
      Schedule epsilon,
      Schedule learningRate,
      int batchSize,
      double gamma,
      int nStep,
      Sampling sampling,
      ValueLoss loss,
      double tau,
      int targetPeriod,
      double maxGradientNorm,
      QNetwork.Head head,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("dqn")
          .fraction("epsilon", epsilon)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .atLeast("nStep", 1, nStep)
          .tau(tau)
          .atLeast("targetPeriod", 1, targetPeriod)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Stable-Baselines3's {@code dqn.py}, which updates once in 4 steps: 10 000 of them a copy. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 100, 4, 1),
          Schedule.ramp(1, 0.05, 0.1),
          Schedule.constant(1e-4),
          32,
          0.99,
          1,
          new Sampling.Uniform(),
          ValueLoss.HUBER,
          1,
          2500,
          10,
          QNetwork.Head.PLAIN,
          List.of(64, 64));
    }

    /** What becomes of a row of the buffer. */
    TransitionRule rule() {
      return nStep == 1 ? new OneStep(gamma) : new NStep(gamma, nStep, experience.environments());
    }

    /**
     * Batches of this buffer.
     *
     * @param seeds where all randomness comes from
     */
    public Replay replay(ReplayBuffer buffer, Seeds seeds) {
      return new Replay(
          buffer, sampling.indices(buffer.capacity(), seeds.stream("replay")), rule());
    }
  }

  /** The sampled Bellman operator that makes (1) of the network and its target network. */
  @FunctionalInterface
  public interface Operator {

    /** The operator; both arguments map observations to {@code [B, actions]}. */
    BellmanTarget of(UnaryOperator<Var> q, UnaryOperator<Var> target);
  }

  private final Config config;
  private final Parameters network = new Parameters("network");
  private final Parameters target = new Parameters("target");
  private final EpsilonGreedy behaviour;
  private final Policy greedy;
  private final Var learningRate = Var.scalar("learningRate");
  private final Program update;
  private final Program follow;
  private final Transitions transitions;
  private final Optional<Region> errors;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public Dqn(int observationSize, Discrete actions, Config config, Seeds seeds) {
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
  public Dqn(int observationSize, Discrete actions, Config config, Seeds seeds, Workers workers) {
    this(
        "dqn",
        (_, target) -> new OptimalTarget(target),
        observationSize,
        actions,
        config,
        seeds,
        workers);
  }

  /** A learner with another (1); {@code name} is that of its messages and of its randomness. */
  Dqn(
      String name,
      Operator operator,
      int observationSize,
      Discrete actions,
      Config config,
      Seeds seeds,
      Workers workers) {
    this(
        name,
        operator,
        QTerm.NONE,
        Normalizer.NONE,
        observationSize,
        actions,
        config,
        seeds,
        workers);
  }

  /**
   * A learner with another (1), or with a term more in (2); {@code name} is that of its messages
   * and of its randomness.
   *
   * @param observations how its networks see observations
   */
  public Dqn(
      String name,
      Operator operator,
      QTerm term,
      Normalizer observations,
      int observationSize,
      Discrete actions,
      Config config,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream(name + ".initialization");
    UnaryOperator<Var> q = network(network, observationSize, actions, random);
    UnaryOperator<Var> qBar = network(target, observationSize, actions, random);
    target.copyFrom(network);
    Adam adam = new Adam(network, new Adam.Config(0.9, 0.999, 1e-8, config.maxGradientNorm));

    boolean weighted = config.sampling instanceof Sampling.Prioritized;
    TransitionBatch batch = TransitionBatch.of(observationSize, 1);
    TransitionBatch seen = observations.of(batch);
    Var values = q.apply(seen.observation());
    Target y = operator.of(q, qBar).of(seen); // (1)
    Var value = values.gather(batch.action());
    Var errors =
        weighted ? config.loss.of(value, y, batch.weight()) : config.loss.of(value, y); // (2)
    Var loss = term.added(errors, values, batch.action());
    Var gradientNorm = adam.minimize(loss, learningRate); // (3)
    Var follows = target.blend(network, Var.constant((float) config.tau)); // (4)

    Var meanValue = value.mean();
    Var policyValue = values.maxColumns().mean();
    Var error = value.minus(y.value());
    update =
        weighted
            ? Program.of(
                workers, loss, error, meanValue, policyValue, gradientNorm) // δ is that before (3)
            : Program.of(workers, loss, meanValue, policyValue, gradientNorm);
    follow = Program.of(follows);
    transitions = weighted ? batch.weightedIn(update) : batch.in(update);
    this.errors = weighted ? Optional.of(update.region(error)) : Optional.empty();
    greedy = NetworkPolicy.best(name, batch.observation(), values);
    behaviour =
        new EpsilonGreedy(greedy, actions, config.epsilon, seeds.stream(name + ".exploration"));
    figures =
        new Figures(name)
            .loss("loss", update, loss)
            .also("meanValue", update, meanValue)
            .also("policyValue", update, policyValue)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(network, target)
            .networks(observations.parameters())
            .with("adam", Savable.of(adam))
            .with("exploration", behaviour);
  }

  private QNetwork network(
      Parameters parameters, int observationSize, Discrete actions, RandomGenerator random) {
    return new QNetwork(
        parameters, observationSize, actions.n(), config.hidden, config.head, random);
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
        config::replay,
        (buffer, actions) -> new Dqn(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, remaining, actions);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    long count = figures.updated();
    if (errors.isPresent()) {
      Region error = errors.get();
      source.learned(error.array(), error.at(), config.batchSize);
    }
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
