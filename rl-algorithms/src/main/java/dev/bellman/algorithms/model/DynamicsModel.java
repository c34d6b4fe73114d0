package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
 * some epochs, and each goes back to its best weights. The members with the least error there are
 * the elites: imagined steps are theirs.
 *
 * <p>Chua et al., "Deep Reinforcement Learning in a Handful of Trials using Probabilistic Dynamics
 * Models" (2018); Janner et al., "When to Trust Your Model" (2019). Departures from their code: the
 * targets are standardised like the inputs; one λ for all layers; layers begin as PyTorch's do.
 */
public final class DynamicsModel implements Stateful {

  /** The part of the error by which a member must improve for its epoch to count. */
  private static final double IMPROVEMENT = 0.01;

  /** The most transitions that are held out. */
  private static final int TESTED = 5000;

  /** Rows that are tested together: their activations stay near the core. */
  private static final int ROWS = 256;

  /** What a model is: of its networks, how they are fitted, and what need not be learned. */
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
  private final Inputs inputs;
  private final Seeds seeds;
  private final Workers workers;
  private final Dynamics dynamics;
  private final Dynamics best;
  private final Dynamics elites;
  private final Scale scale;
  private final Program train;
  private final Program test;
  private final Var x;
  private final Var y;
  private final Var terminated;
  private final Var loss;
  private final Var testX;
  private final Var testY;
  private final Var errors;
  private final Pcg64 random;
  private final Figures figures;
  private final Parts parts;
  private final float[] row;
  private final double[] now;
  private final double[] least;
  private long due;
  private long epochs;
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
    inputs = new Inputs(observationSize, actions);
    row = new float[inputs.size()];
    now = new double[config.members];
    least = new double[config.members];
    random = seeds.stream("model.data");
    scale = new Scale(inputs);
    RandomGenerator initial = seeds.stream("model.initialization");
    dynamics = new Dynamics("model", config.members, inputs, scale, config, initial);
    best = new Dynamics("best", config.members, inputs, scale, config, initial);
    elites = new Dynamics("elites", config.elites, inputs, scale, config, initial);
    Adam adam = new Adam(dynamics.network(), Adam.Config.defaults());
    Var rate = Var.constant((float) config.learningRate);

    x = Var.input("x", config.members * inputs.size());
    y = Var.input("y", config.members * inputs.targets());
    terminated = Var.input("terminated", config.members);
    loss = dynamics.loss(x, y, terminated);
    train = Program.of(workers, loss, adam.minimize(loss, rate)); // (5)
    testX = Var.input("x", inputs.size());
    testY = Var.input("y", inputs.targets());
    errors = dynamics.errors(testX, testY);
    test = Program.of(workers, errors);
    figures = new Figures(name + "'s model").loss("modelLoss", train, loss);
    parts =
        new Parts()
            .networks(dynamics.network(), elites.network())
            .with("scale", Savable.of(scale.parameters()))
            .with("adam", Savable.of(adam))
            .with("random", random);
    adopt(IntStream.range(0, config.elites).toArray());
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
   * @throws DivergenceException if the loss, or the error on what is held out, is not finite
   */
  public void fit(ReplayBuffer data) {
    int[] order = new int[data.size()];
    random.permutation(order);
    int held = (int) Math.min(TESTED, config.holdout * order.length);
    int[] test = Arrays.copyOf(order, held);
    int[] fit = Arrays.copyOfRange(order, held, order.length);
    scale.fit(data, fit);
    int[][] samples = new int[config.members][];
    Arrays.setAll(samples, j -> config.members == 1 ? fit : resample(fit));

    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int without = 0;
    for (int epoch = 0; epoch < config.epochs && without <= config.patience; epoch++) {
      train(data, samples);
      epochs++;
      if (held > 0) {
        measure(data, test, now);
        without = improved() ? 0 : without + 1;
      }
    }
    if (held > 0) {
      for (int j = 0; j < config.members; j++) {
        dynamics.copyMember(j, best, j);
      }
    } else {
      measure(data, Arrays.copyOf(fit, Math.min(ROWS, fit.length)), least);
    }
    adopt(
        IntStream.range(0, config.members)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> least[j]))
            .limit(config.elites)
            .mapToInt(j -> j)
            .toArray());
    due = data.added() + config.every;
  }

  private int[] resample(int[] rows) {
    int[] sample = new int[rows.length];
    Arrays.setAll(sample, _ -> rows[random.integers(rows.length)]);
    return sample;
  }

  /** An epoch: every member once through its sample. */
  private void train(ReplayBuffer data, int[][] samples) {
    int rows = samples[0].length;
    for (int[] sample : samples) {
      random.shuffle(sample);
    }
    int members = config.members;
    for (int from = 0; from < rows; from += config.batchSize) {
      int count = Math.min(config.batchSize, rows - from);
      train.prepare(count);
      Region ends = config.terminations == Terminations.LEARNED ? train.region(terminated) : null;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < members; j++) {
          int from1 = samples[j][from + i];
          write(data, from1, train.region(x), i, j * inputs.size());
          writeTarget(data, from1, train.region(y), i, j * inputs.targets());
          if (ends != null) {
            ends.set(i, j, data.terminated()[from1]);
          }
        }
      }
      train.run();
      figures.updated();
    }
  }

  private void write(ReplayBuffer data, int from, Region out, int i, int column) {
    inputs.write(data.observations(), from, data.actions(), from, row, 0);
    System.arraycopy(row, 0, out.array(), out.at(i) + column, row.length);
  }

  private void writeTarget(ReplayBuffer data, int from, Region out, int i, int column) {
    inputs.writeTarget(data, from, out.array(), out.at(i) + column);
  }

  /** Writes the mean squared error of each member on these rows. */
  private void measure(ReplayBuffer data, int[] rows, double[] out) {
    Arrays.fill(out, 0);
    for (int from = 0; from < rows.length; from += ROWS) {
      int count = Math.min(ROWS, rows.length - from);
      test.prepare(count);
      for (int i = 0; i < count; i++) {
        write(data, rows[from + i], test.region(testX), i, 0);
        writeTarget(data, rows[from + i], test.region(testY), i, 0);
      }
      test.run();
      for (int j = 0; j < out.length; j++) {
        out[j] += test.region(errors).get(j, 0) / ((double) rows.length * inputs.targets());
      }
    }
  }

  /** Keeps the weights of the members that are clearly better than before. */
  private boolean improved() {
    boolean any = false;
    for (int j = 0; j < now.length; j++) {
      requireFinite(now[j]);
      if (now[j] < least[j] * (1 - IMPROVEMENT)) {
        least[j] = now[j];
        best.copyMember(j, dynamics, j);
        any = true;
      }
    }
    return any;
  }

  /** What is held out is in no loss: an observation that is not finite would never be noticed. */
  private void requireFinite(double error) {
    if (!Double.isFinite(error)) {
      throw new DivergenceException(
          name
              + "'s model: update "
              + figures.updates()
              + " is not finite: error on held-out data "
              + error
              + "; try a smaller learningRate");
    }
  }

  private void adopt(int[] members) {
    for (int k = 0; k < members.length; k++) {
      elites.copyMember(members[k], dynamics, k);
    }
    elites.copyBounds(dynamics);
    error = Arrays.stream(members).mapToDouble(j -> least[j]).average().orElseThrow();
  }

  /**
   * Steps in this model, whose draws depend on nobody else's.
   *
   * @param name of the stream of random numbers that they draw from
   */
  public ImaginedSteps steps(String name) {
    return new ImaginedSteps(
        elites, inputs, config, equations, new NoiseSource(seeds.key(name, 0)), workers);
  }

  /** Floats an observation. */
  public int observationSize() {
    return inputs.observationSize();
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
    return figures;
  }

  /** Figures of the last fit, in an order that never changes. */
  public Map<String, Double> metrics() {
    Map<String, Double> read = figures.read();
    read.put("modelError", error);
    read.put("modelEpochs", (double) epochs);
    return read;
  }

  /** Updates of the networks so far. */
  public long updates() {
    return figures.updates();
  }

  /** The networks. */
  public Map<String, Parameters> parameters() {
    return parts.networks();
  }

  @Override
  public void save(StateWriter out) {
    parts.save(out);
    out.put("counts", due, epochs, figures.updates());
    out.put("least", least);
    out.put("error", error);
  }

  @Override
  public void load(StateReader in) {
    parts.load(in);
    long[] counts = new long[3];
    in.get("counts", counts);
    due = counts[0];
    epochs = counts[1];
    figures.resume(counts[2]);
    in.get("least", least);
    error = in.getDouble("error");
  }
}
