package dev.bellman.algorithms.value;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.OptimalTarget;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.tensor.parallel.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Mnih et al., "Human-level control through deep reinforcement learning" (2015). Departure from
 * the reference configuration (Stable-Baselines3): k counts updates and not steps.
 */
public final class Dqn implements Stateful {

  /**
   * The configuration.
   *
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target network; 1 copies
   * @param targetPeriod k ≥ 1: updates for one of the target network
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param hidden widths of the hidden layers
   */
  public record Config(
      Schedule learningRate,
      int batchSize,
      double gamma,
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
      require(
          learningRate.initial() > 0 && learningRate.initial() < Double.POSITIVE_INFINITY,
          "learningRate must be positive and finite",
          learningRate);
      require(batchSize >= 1, "batchSize must be at least 1", batchSize);
      require(gamma >= 0 && gamma <= 1, "gamma must be in [0, 1]", gamma);
      require(tau > 0 && tau <= 1, "tau must be in (0, 1]", tau);
      require(targetPeriod >= 1, "targetPeriod must be at least 1", targetPeriod);
      require(maxGradientNorm > 0, "maxGradientNorm must be positive", maxGradientNorm);
      require(hidden.stream().allMatch(h -> h >= 1), "hidden widths must be at least 1", hidden);
      hidden = List.copyOf(hidden);
    }

    private static void require(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException("dqn: " + rule + ", but is " + value);
      }
    }

    /** Stable-Baselines3's {@code dqn.py}, which updates once in 4 steps: 10 000 of them a copy. */
    public static Config defaults() {
      return new Config(Schedule.constant(1e-4), 32, 0.99, 1, 2500, 10, List.of(64, 64));
    }
  }

  private final Config config;
  private final Discrete actions;
  private final Parameters network = new Parameters("network");
  private final Parameters target = new Parameters("target");
  private final Adam adam;
  private final Pcg64 exploration;
  private final TransitionBatch batch;
  private final Var learningRate = Var.scalar("learningRate");

  private final Var best;
  private final Var loss;
  private final Var meanValue;
  private final Var gradientNorm;
  private final Program greedy;
  private final Program update;
  private final Program follow;
  private final Transitions transitions;

  private long updates;

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
    this.config = config;
    this.actions = actions;
    this.exploration = seeds.stream("dqn.exploration");
    RandomGenerator random = seeds.stream("dqn.initialization");
    Mlp q = network(network, observationSize, actions.n(), config.hidden, random);
    Mlp qBar = network(target, observationSize, actions.n(), config.hidden, random);
    target.copyFrom(network);
    adam = new Adam(network, new Adam.Config(0.9, 0.999, 1e-8, config.maxGradientNorm));

    batch = TransitionBatch.of(observationSize, 1);
    Var values = q.apply(batch.observation());
    Target y = new OptimalTarget(qBar::apply).of(batch); // (1)
    Var value = values.gather(batch.action());
    loss = Loss.huber(value, y); // (2)
    gradientNorm = adam.minimize(loss, learningRate); // (3)
    Var tau = Var.constant((float) config.tau);

    meanValue = value.mean();
    best = values.argMax();
    greedy = Program.of(best);
    update = Program.of(workers, loss, meanValue, gradientNorm);
    follow = Program.of(target.blend(network, tau)); // (4)
    transitions = batch.in(update);
  }

  private static Mlp network(
      Parameters parameters,
      int observationSize,
      int actions,
      List<Integer> hidden,
      RandomGenerator random) {
    return new Mlp(
        parameters,
        "critic",
        observationSize,
        hidden,
        actions,
        Activation.RELU,
        Initializer.uniform(),
        Initializer.uniform(),
        random);
  }

  /**
   * Acts greedily, but at random with probability ε.
   *
   * @param observations [rows, observation size]
   * @param epsilon ε in [0, 1]
   * @param out the numbers of the actions, [rows], written
   */
  public void act(float[] observations, int rows, double epsilon, float[] out) {
    best(observations, rows, out);
    for (int i = 0; i < rows; i++) {
      if (exploration.random() < epsilon) {
        out[i] = exploration.integers(actions.n());
      }
    }
  }

  /** The policy that takes argmax Q(s, ·). */
  public Policy greedy() {
    return this::best;
  }

  private void best(float[] observations, int rows, float[] out) {
    greedy.prepare(rows);
    greedy.region(batch.observation()).copyFrom(observations, 0, rows);
    greedy.run();
    greedy.region(best).copyTo(out, 0);
  }

  /**
   * Makes one update on one batch and, if its turn has come, one of the target network.
   *
   * @param source where the batch comes from
   * @param remaining the part of the training that is still to come, from 1 down to 0
   * @throws DivergenceException if the loss is not finite
   */
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    updates++;
    requireFinite();
    if (updates % config.targetPeriod == 0) {
      follow.run();
    }
  }

  private void requireFinite() {
    float value = update.scalar(loss);
    float norm = update.scalar(gradientNorm);
    if (!Float.isFinite(value + norm)) {
      throw new DivergenceException(
          "dqn: update "
              + updates
              + " is not finite: loss "
              + value
              + ", gradient norm "
              + norm
              + "; try a smaller learningRate or maxGradientNorm");
    }
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** Figures of the last update, in an order that never changes. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", (double) update.scalar(loss));
    metrics.put("meanValue", (double) update.scalar(meanValue));
    metrics.put("gradientNorm", (double) update.scalar(gradientNorm));
    metrics.put("learningRate", (double) update.scalar(learningRate));
    return metrics;
  }

  /** The networks. */
  public Map<String, Parameters> parameters() {
    Map<String, Parameters> all = new LinkedHashMap<>();
    for (Parameters p : List.of(network, target)) {
      all.put(p.name(), p);
    }
    return all;
  }

  @Override
  public void save(StateWriter out) {
    parameters().forEach((name, p) -> out.put(name, Savable.of(p)));
    out.put("adam", Savable.of(adam));
    out.put("exploration", exploration);
    out.put("updates", updates);
  }

  @Override
  public void load(StateReader in) {
    parameters().forEach((name, p) -> in.get(name, Savable.of(p)));
    in.get("adam", Savable.of(adam));
    in.get("exploration", exploration);
    updates = in.getLong("updates");
  }
}
