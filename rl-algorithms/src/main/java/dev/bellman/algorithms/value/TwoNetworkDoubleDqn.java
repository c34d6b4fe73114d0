package dev.bellman.algorithms.value;

import dev.bellman.algorithms.learner.EpsilonGreedy;
import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.DoubleTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Deep double Q-learning with two networks: transitions out of a replay buffer · the Bellman
 * optimality operator, in which the network that learns chooses the action and the other one values
 * it · the policy is greedy in the sum of both.
 *
 * <p>A coin decides for each batch whether (i, j) is (A, B) or (B, A); then
 *
 * <pre>{@code
 * y = r + γ·Q̄ⱼ(s′, argmax_a′ Qᵢ(s′, a′))                    (1)
 * Lᵢ = E h(Qᵢ(s, a) − y),   h Huber's loss                   (2)
 * φᵢ ← Adam on Lᵢ                                            (3)
 *   and after every k-th batch, whichever network it was for:
 * φ̄_A ← (1 − τ)·φ̄_A + τ·φ_A,   φ̄_B ← (1 − τ)·φ̄_B + τ·φ_B   (4)
 * }</pre>
 *
 * <p>The network that values is not Qⱼ itself but its target network Q̄ⱼ, for the same reason for
 * which {@link Dqn} has one: y stands still for a while. Unlike {@link DoubleDqn}'s, the two share
 * no batch and no first weights, so that their errors have little to do with each other.
 *
 * <p>Van Hasselt, "Double Q-learning" (2010), whose Q are tables. No departure from the reference
 * configuration, {@link Dqn}'s.
 */
public final class TwoNetworkDoubleDqn implements OffPolicyLearner {
  private static final String NAME = "two-network-double-dqn";

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param epsilon ε of the behaviour, in [0, 1]
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param loss h
   * @param tau τ in (0, 1] of the target networks; 1 copies
   * @param targetPeriod k ≥ 1: updates, of either network, for one of the target networks
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param hidden widths of the hidden layers of both networks
   */
  public record Config(
      OffPolicy.Config experience,
      Schedule epsilon,
      Schedule learningRate,
      int batchSize,
      double gamma,
      ValueLoss loss,
      double tau,
      int targetPeriod,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges(NAME)
          .fraction("epsilon", epsilon)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .atLeast("targetPeriod", 1, targetPeriod)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Those of {@link Dqn}, Stable-Baselines3's. */
    public static Config defaults() {
      Dqn.Config dqn = Dqn.Config.defaults();
      return new Config(
          dqn.experience(),
          dqn.epsilon(),
          dqn.learningRate(),
          dqn.batchSize(),
          dqn.gamma(),
          dqn.loss(),
          dqn.tau(),
          dqn.targetPeriod(),
          dqn.maxGradientNorm(),
          dqn.hidden());
    }
  }

  /** (1) to (3) for one of the networks. */
  private record Regression(
      Program update, Transitions transitions, Var learningRate, Figures figures) {

    void run(TransitionSource source, int batchSize, float rate) {
      update.prepare(batchSize);
      source.write(batchSize, transitions);
      update.set(learningRate, rate);
      update.run();
    }
  }

  private final Config config;
  private final Regression regressionA;
  private final Regression regressionB;
  private final Program follow;
  private final EpsilonGreedy behaviour;
  private final Policy greedy;
  private final Pcg64 coin;
  private final Parts parts;

  /** Whose figures are the latest; those that are loaded may be kept in either. */
  private Regression last;

  /** A learner on one thread that knows nothing yet. */
  public TwoNetworkDoubleDqn(int observationSize, Discrete actions, Config config, Seeds seeds) {
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
  public TwoNetworkDoubleDqn(
      int observationSize, Discrete actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    Parameters a = new Parameters("networkA");
    Parameters b = new Parameters("networkB");
    Parameters targetA = new Parameters("targetA");
    Parameters targetB = new Parameters("targetB");
    RandomGenerator random = seeds.stream(NAME + ".initialization");
    UnaryOperator<Var> qA = network(a, observationSize, actions, random);
    UnaryOperator<Var> qB = network(b, observationSize, actions, random);
    UnaryOperator<Var> qBarA = network(targetA, observationSize, actions, random);
    UnaryOperator<Var> qBarB = network(targetB, observationSize, actions, random);
    targetA.copyFrom(a);
    targetB.copyFrom(b);
    Adam adamA = adam(a);
    Adam adamB = adam(b);

    TransitionBatch batch = TransitionBatch.of(observationSize, 1);
    Var s = batch.observation();
    Var tau = Var.constant((float) config.tau);
    regressionA = regression(batch, qA, new DoubleTarget(qA, qBarB), adamA, workers);
    regressionB = regression(batch, qB, new DoubleTarget(qB, qBarA), adamB, workers);
    follow = Program.of(targetA.blend(a, tau), targetB.blend(b, tau)); // (4)
    last = regressionA;

    greedy = NetworkPolicy.best(NAME, s, qA.apply(s).plus(qB.apply(s)));
    behaviour =
        new EpsilonGreedy(greedy, actions, config.epsilon, seeds.stream(NAME + ".exploration"));
    coin = seeds.stream(NAME + ".coin");
    parts =
        new Parts()
            .networks(a, b, targetA, targetB)
            .with("adamA", Savable.of(adamA))
            .with("adamB", Savable.of(adamB))
            .with("exploration", behaviour)
            .with("coin", coin);
  }

  private UnaryOperator<Var> network(
      Parameters parameters, int observationSize, Discrete actions, RandomGenerator random) {
    return new QNetwork(
        parameters, observationSize, actions.n(), config.hidden, QNetwork.Head.PLAIN, random);
  }

  private Adam adam(Parameters network) {
    return new Adam(network, new Adam.Config(0.9, 0.999, 1e-8, config.maxGradientNorm));
  }

  private Regression regression(
      TransitionBatch batch,
      UnaryOperator<Var> q,
      DoubleTarget target,
      Adam adam,
      Workers workers) {
    Var learningRate = Var.scalar("learningRate");
    Target y = target.of(batch); // (1)
    Var value = q.apply(batch.observation()).gather(batch.action());
    Var loss = config.loss.of(value, y); // (2)
    Var gradientNorm = adam.minimize(loss, learningRate); // (3)
    Var meanValue = value.mean();
    Program update = Program.of(workers, loss, meanValue, gradientNorm);
    Figures figures =
        new Figures(NAME)
            .loss("loss", update, loss)
            .also("meanValue", update, meanValue)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    return new Regression(update, batch.in(update), learningRate, figures);
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
            new TwoNetworkDoubleDqn(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, remaining, actions);
  }

  /** Makes an update of the network on which the coin falls. */
  @Override
  public void update(TransitionSource source, double remaining) {
    long before = updates();
    last = coin.integers(2) == 0 ? regressionA : regressionB;
    last.run(source, config.batchSize, (float) config.learningRate.at(remaining));
    last.figures.resume(before);
    if (last.figures.updated() % config.targetPeriod == 0) {
      follow.run();
    }
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  /** Those of the network that the last update was of; they count the updates of both. */
  @Override
  public Figures figures() {
    return last.figures;
  }

  @Override
  public Parts parts() {
    return parts;
  }
}
