package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;

/**
 * D_η: transitions that a model imagines in short rollouts from states that really occurred.
 *
 * <pre>{@code
 * every so many steps: fit p̂_η to D_env                                   (1)
 * ŝ₀ ~ D_env;   for t = 0 … k−1:
 *   âₜ ~ π(·|ŝₜ)   or, if so said, â₀ is the action that followed ŝ₀       (2)
 *   (r̂ₜ, ŝₜ₊₁) ~ p̂_η,j(·, · | ŝₜ, âₜ),   j a random elite                 (3)
 *   D_η ← D_η ∪ {(ŝₜ, âₜ, r̂ₜ, ŝₜ₊₁)},   until the end of the episode      (4)
 * }</pre>
 */
public final class Imagination implements Stateful {

  /** Rows for which a policy acts at a time. */
  private static final int ROWS = 256;

  /** Which action an imagined rollout starts with. */
  public enum FirstAction {
    /** What was done there: the previously seen pair of Dyna. */
    SEEN,
    /** What the policy does now. */
    POLICY
  }

  /**
   * The rollouts.
   *
   * @param starts rollouts after each fit, ≥ 1
   * @param firstAction what they start with
   * @param shortest k at first, ≥ 1
   * @param longest k in the end, ≥ shortest
   * @param growsFrom environment steps until which k is the shortest, ≥ 0
   * @param growsUntil environment steps from which on k is the longest, &gt; growsFrom; between the
   *     two it grows linearly and is cut to an integer
   * @param retain rollouts of how many fits are kept, ≥ 1
   */
  public record Config(
      int starts,
      FirstAction firstAction,
      int shortest,
      int longest,
      long growsFrom,
      long growsUntil,
      int retain) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("rollouts")
          .atLeast("starts", 1, starts)
          .atLeast("shortest", 1, shortest)
          .atLeast("longest", shortest, longest)
          .atLeast("growsFrom", 0, growsFrom)
          .require(growsUntil > growsFrom, "growsUntil must be above growsFrom", growsUntil)
          .atLeast("retain", 1, retain)
          .require(
              starts <= Integer.MAX_VALUE / longest / retain,
              "starts · longest · retain must be below 2³¹",
              starts);
    }

    /** MBPO's: 100 000 single steps of the policy, kept until the next fit. */
    public static Config defaults() {
      return new Config(100_000, FirstAction.POLICY, 1, 1, 0, 1, 1);
    }

    /** k after so many environment steps. */
    int length(long steps) {
      double part = (double) (steps - growsFrom) / (growsUntil - growsFrom);
      return (int) (shortest + Math.clamp(part, 0.0, 1.0) * (longest - shortest));
    }
  }

  private final String name;
  private final Config config;
  private final DynamicsModel model;
  private final ImaginedSteps steps;
  private final ReplayBuffer real;
  private final Policy policy;
  private final Pcg64 random;
  private final RecentIndices indices;
  private final Replay imagined;
  private final float[] observations;
  private final float[] actions;
  private final float[] nextObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final float[] policyObservations;
  private final float[] policyActions;

  /**
   * Nothing imagined yet.
   *
   * @param name of the algorithm, for messages
   * @param real D_env
   * @param policy π
   */
  Imagination(
      String name,
      Config config,
      DynamicsModel model,
      ReplayBuffer real,
      Policy policy,
      double gamma,
      Seeds seeds) {
    this.name = name;
    this.config = config;
    this.model = model;
    this.steps = model.steps("imagination.noise");
    this.real = real;
    this.policy = policy;
    this.random = seeds.stream("imagination");
    this.indices = new RecentIndices(seeds.stream("imagination.replay"));
    int n = real.observationSize();
    int m = real.actionSize();
    int capacity = config.starts * config.longest * config.retain;
    imagined = new Replay(new ReplayBuffer(capacity, n, m), indices, new OneStep(gamma));
    int rows = wholeGroups(config.starts);
    observations = new float[rows * n];
    actions = new float[rows * m];
    nextObservations = new float[rows * n];
    rewards = new double[rows];
    terminated = new boolean[rows];
    truncated = new boolean[rows];
    policyObservations = new float[ROWS * n];
    policyActions = new float[ROWS * m];
  }

  /** What the policy of a learner imagines in a model of its own. */
  static Imagination of(
      String name,
      Config config,
      DynamicsModel.Config model,
      ReplayBuffer real,
      Space actions,
      Optional<Equations> equations,
      OffPolicyLearner learner,
      double gamma,
      Seeds seeds,
      Workers workers) {
    int n = real.observationSize();
    DynamicsModel dynamics = new DynamicsModel(name, n, actions, model, equations, seeds, workers);
    return new Imagination(name, config, dynamics, real, learner.target(), gamma, seeds);
  }

  private int wholeGroups(int rows) {
    int k = steps.group();
    return (rows + k - 1) / k * k;
  }

  /** What imagines. */
  DynamicsModel model() {
    return model;
  }

  /** What was imagined, to learn from. */
  Replay replay() {
    return imagined;
  }

  /**
   * Fits the model and imagines anew, if it is time.
   *
   * @throws DivergenceException if the model does not stay finite
   */
  void refresh() {
    if (model.isDue(real.added())) {
      model.fit(real); // (1)
      int length = config.length(real.added());
      indices.window((long) config.starts * length * config.retain);
      imagine(length);
    }
  }

  private void imagine(int length) {
    int n = real.observationSize();
    int m = real.actionSize();
    int live = config.starts;
    for (int i = 0; i < live; i++) {
      int row = random.integers(real.size());
      System.arraycopy(real.observations(), row * n, observations, i * n, n);
      System.arraycopy(real.actions(), row * m, actions, i * m, m);
    }
    for (int t = 0; t < length && live > 0; t++) {
      if (t > 0 || config.firstAction == FirstAction.POLICY) {
        act(live); // (2)
      }
      for (int i = live; i < wholeGroups(live); i++) { // what fills the last group is not kept
        System.arraycopy(observations, 0, observations, i * n, n);
        System.arraycopy(actions, 0, actions, i * m, m);
      }
      steps.imagine( // (3)
          wholeGroups(live), observations, actions, nextObservations, rewards, terminated);
      requireFinite(live);
      imagined
          .buffer()
          .add(
              live, observations, actions, rewards, terminated, truncated, nextObservations); // (4)
      live = goOn(live);
    }
  }

  private void act(int live) {
    int n = real.observationSize();
    int m = real.actionSize();
    for (int from = 0; from < live; from += ROWS) {
      int rows = Math.min(ROWS, live - from);
      System.arraycopy(observations, from * n, policyObservations, 0, rows * n);
      policy.act(policyObservations, rows, policyActions);
      System.arraycopy(policyActions, 0, actions, from * m, rows * m);
    }
  }

  private void requireFinite(int live) {
    double sum = 0;
    for (int i = 0; i < live; i++) {
      sum += rewards[i] - rewards[i]; // 0, or NaN if it is not finite
    }
    for (int i = 0; i < live * real.observationSize(); i++) {
      sum += nextObservations[i] - nextObservations[i];
    }
    if (sum != 0) {
      throw new DivergenceException(
          name
              + ": what the model imagines after "
              + real.added()
              + " steps is not finite; try shorter rollouts or a smaller model.learningRate");
    }
  }

  /** The next states of episodes that go on, in random order so that each meets any elite. */
  private int goOn(int live) {
    int n = real.observationSize();
    int kept = 0;
    for (int i = 0; i < live; i++) {
      if (!terminated[i]) {
        int to = random.integers(kept + 1); // inside-out shuffle
        System.arraycopy(observations, to * n, observations, kept * n, n);
        System.arraycopy(nextObservations, i * n, observations, to * n, n);
        kept++;
      }
    }
    return kept;
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
    out.put("noise", steps);
    out.put("replay", imagined);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
    in.get("noise", steps);
    in.get("replay", imagined);
  }
}
