package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A model p̂_η(r, s′ | s, a) of the world, learned from transitions: an ensemble of networks, each
 * fitted to a resample of its own, of which the best are believed.
 *
 * <pre>{@code
 * x = ((s, a) − m_x)/d_x,   y = ((r, s′ − s) − m_y)/d_y                     (1)
 * deterministic:  L = Σ_j E mean_i (μ_ij(x) − y_i)²                         (2)
 * probabilistic:  L = Σ_j E mean_i [(μ_ij(x) − y_i)²·e^(−l_ij) + l_ij]      (3)
 *                     + 0.01·Σ_i (l_max,i − l_min,i)
 * terminations:   L += Σ_j E [ln(1 + e^(z_j)) − z_j·terminated]             (4)
 * η ← Adam on L + λ/2·Σ‖W‖²                                                 (5)
 * }</pre>
 *
 * <p>l = ln σ² is drawn softly between l_min and l_max, which are learned: see {@link Dynamics}. A
 * part of the data is held out; fitting ends when none of the members has predicted it better for
 * some epochs, and each goes back to its best weights ({@link Fitting}). The members with the least
 * error there are the elites: imagined steps ({@link ImaginedSteps}) are theirs.
 *
 * <p>Chua et al., "Deep Reinforcement Learning in a Handful of Trials using Probabilistic Dynamics
 * Models" (2018); Janner et al., "When to Trust Your Model" (2019). Departures from their code: the
 * targets are standardised like the inputs; one λ for all layers; layers begin as PyTorch's do.
 */
public final class DynamicsModel implements Stateful {

  /** What the networks predict of a reward and a next state. */
  public enum Head {
    /** μ alone, by squared errors. */
    DETERMINISTIC,
    /** μ and σ², by maximum likelihood. */
    PROBABILISTIC
  }

  /** Where rewards come from. */
  public enum Rewards {
    /** Out of the networks. */
    LEARNED,
    /** The world's own equations, of the imagined states. */
    KNOWN
  }

  /** Where the ends of episodes come from. */
  public enum Terminations {
    /** Episodes never terminate. */
    NEVER,
    /** Out of the networks: where termination is the likelier. */
    LEARNED,
    /** The world's own equations, of the imagined states. */
    KNOWN
  }

  /**
   * The configuration.
   *
   * @param members E ≥ 1 networks
   * @param elites K in [1, E]: how many of them are believed
   * @param head what the networks predict
   * @param rewards where rewards come from
   * @param terminations where the ends of episodes come from
   * @param hidden widths of the hidden layers
   * @param learningRate η &gt; 0
   * @param decay λ ≥ 0: the price of the weights
   * @param batchSize transitions an update of each member, ≥ 1
   * @param holdout the part of the data in [0, 1) that is held out, at most 5000 transitions; 0
   *     holds out none: every fit then has {@code epochs} epochs, and errors are those of the fit
   * @param patience epochs without improvement that are borne, ≥ 0
   * @param epochs the most epochs of a fit, ≥ 1
   * @param every environment steps from one fit to the next, ≥ 1
   */
  public record Config(
      int members,
      int elites,
      Head head,
      Rewards rewards,
      Terminations terminations,
      List<Integer> hidden,
      double learningRate,
      double decay,
      int batchSize,
      double holdout,
      int patience,
      int epochs,
      int every) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("model")
          .atLeast("members", 1, members)
          .require(elites >= 1 && elites <= members, "elites must be in [1, members]", elites)
          .hidden(hidden)
          .positiveAndFinite("learningRate", learningRate)
          .notNegativeAndFinite("decay", decay)
          .atLeast("batchSize", 1, batchSize)
          .require(holdout >= 0 && holdout < 1, "holdout must be in [0, 1)", holdout)
          .atLeast("patience", 0, patience)
          .atLeast("epochs", 1, epochs)
          .atLeast("every", 1, every);
      hidden = List.copyOf(hidden);
    }

    /** MBPO's: 5 elites of 7, four layers of 200, a fifth held out, a fit every 250 steps. */
    public static Config defaults() {
      return new Config(
          7,
          5,
          Head.PROBABILISTIC,
          Rewards.LEARNED,
          Terminations.LEARNED,
          List.of(200, 200, 200, 200),
          1e-3,
          5e-5,
          256,
          0.2,
          5,
          1000,
          250);
    }

    /** PETS's: 5 members, all of them elites, 5 epochs an episode of 200 steps, none held out. */
    public static Config pets() {
      return new Config(
          5,
          5,
          Head.PROBABILISTIC,
          Rewards.LEARNED,
          Terminations.LEARNED,
          List.of(200, 200, 200, 200),
          1e-3,
          5e-5,
          32,
          0,
          0,
          5,
          200);
    }

    /** A single deterministic network of two layers of 128, a fit every 250 steps. */
    public static Config small() {
      return new Config(
          1,
          1,
          Head.DETERMINISTIC,
          Rewards.LEARNED,
          Terminations.LEARNED,
          List.of(128, 128),
          1e-3,
          0,
          256,
          0.2,
          5,
          1000,
          250);
    }
  }

  private final String name;
  private final Config config;
  private final Optional<Equations> equations;
  private final Encoding encoding;
  private final Seeds seeds;
  private final Workers workers;
  private final Fitting fitting;
  private final Dynamics elites;
  private final Parts parts;
  private long due;
  private double error;

  /**
   * A model that knows nothing yet.
   *
   * @param name of the algorithm, for messages
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param equations those of the world, if they are known
   * @param seeds where all randomness comes from
   * @param workers who shares the work
   * @throws IllegalArgumentException if the configuration wants equations and there are none
   */
  public DynamicsModel(
      String name,
      int observationSize,
      Space actions,
      Config config,
      Optional<Equations> equations,
      Seeds seeds,
      Workers workers) {
    this.name = name;
    this.config = config;
    this.equations = equations;
    this.seeds = seeds;
    this.workers = workers;
    requireKnown(config.rewards == Rewards.KNOWN, "rewards");
    requireKnown(config.terminations == Terminations.KNOWN, "terminations");
    encoding = new Encoding(observationSize, actions);
    Scale scale = new Scale(encoding);
    RandomGenerator initial = seeds.stream("model.initialization");
    Dynamics members = new Dynamics("model", config.members, encoding, scale, config, initial);
    elites = new Dynamics("elites", config.elites, encoding, scale, config, initial);
    fitting = new Fitting(name, members, encoding, scale, config, seeds, workers);
    parts =
        new Parts()
            .networks(members.network(), elites.network())
            .with("scale", Savable.of(scale.parameters()))
            .with("fitting", fitting);
    adopt(fitting.best());
  }

  private void requireKnown(boolean wanted, String what) {
    if (wanted && equations.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": the equations of this environment are not known; set model."
              + what
              + "=learned");
    }
  }

  /** The configuration. */
  public Config config() {
    return config;
  }

  /** Whether the next fit is due after so many environment steps. */
  public boolean isDue(long steps) {
    return steps >= due;
  }

  /**
   * Fits the networks to everything in the buffer, going on from where they are.
   *
   * @throws dev.bellman.core.training.DivergenceException if a loss or an error is not finite
   */
  public void fit(ReplayBuffer data) {
    fitting.run(data);
    int[] best = fitting.best();
    adopt(best);
    error = Arrays.stream(best).mapToDouble(fitting::error).average().orElseThrow();
    due = data.added() + config.every;
  }

  private void adopt(int[] members) {
    for (int k = 0; k < members.length; k++) {
      elites.copyMember(members[k], fitting.members(), k);
    }
    elites.copyBounds(fitting.members());
  }

  /**
   * Steps in this model, whose draws depend on nobody else's.
   *
   * @param stream the name of the random numbers that they draw
   */
  public ImaginedSteps steps(String stream) {
    return new ImaginedSteps(
        elites, encoding, config, equations, new NoiseSource(seeds.key(stream, 0)), workers);
  }

  /** Floats an observation. */
  public int observationSize() {
    return encoding.observationSize();
  }

  /**
   * The mean of what the elites expect, as expressions.
   *
   * @param s {@code [B, observation size]}
   * @param a {@code [B, A]}
   */
  Dynamics.Step expected(Var s, Var a) {
    return elites.expected(Var.concat(s, a));
  }

  /** What it reports of its updates. */
  Figures figures() {
    return fitting.figures();
  }

  /** Figures of the last fit, in an order that never changes. */
  public Map<String, Double> metrics() {
    Map<String, Double> read = figures().read();
    read.put("modelError", error);
    read.put("modelEpochs", (double) fitting.epochs());
    return read;
  }

  /** Updates of the networks so far. */
  public long updates() {
    return figures().updates();
  }

  /** The networks. */
  public Map<String, Parameters> parameters() {
    return parts.networks();
  }

  @Override
  public void save(StateWriter out) {
    parts.save(out);
    out.put("due", due);
    out.put("error", error);
  }

  @Override
  public void load(StateReader in) {
    parts.load(in);
    due = in.getLong("due");
    error = in.getDouble("error");
  }
}
