package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How the members of a model are fitted to data: each to a resample of its own, epoch by epoch,
 * until what is held out says that it is enough.
 *
 * <p>An epoch improves a member if its error on what is held out is 1 % less than at its best so
 * far. Fitting ends when no member has improved for more epochs than patience bears, and each
 * member goes back to its best weights. Janner et al., "When to Trust Your Model" (2019), appendix.
 */
final class Fitting implements Stateful {
  private static final double IMPROVEMENT = 0.01;

  /** The most transitions that are held out. */
  private static final int TESTED = 5000;

  /** Rows that are tested together: their activations stay near the core. */
  private static final int ROWS = 256;

  private final String name;
  private final DynamicsModel.Config config;
  private final Encoding encoding;
  private final Scale scale;
  private final Dynamics members;
  private final Dynamics snapshots;
  private final Adam adam;
  private final Pcg64 random;
  private final Var x;
  private final Var y;
  private final Var terminated;
  private final Program train;
  private final Var testX;
  private final Var testY;
  private final Var errors;
  private final Program test;
  private final Figures figures;
  private final double[] now;
  private final double[] least;
  private long epochs;

  Fitting(
      String name,
      Dynamics members,
      Encoding encoding,
      Scale scale,
      DynamicsModel.Config config,
      Seeds seeds,
      Workers workers) {
    this.name = name;
    this.members = members;
    this.encoding = encoding;
    this.scale = scale;
    this.config = config;
    int count = config.members();
    now = new double[count];
    least = new double[count];
    random = seeds.stream("model.data");
    snapshots =
        new Dynamics("best", count, encoding, scale, config, seeds.stream("model.snapshots"));
    adam = new Adam(members.network(), Adam.Config.defaults());
    x = Var.input("x", count * encoding.size());
    y = Var.input("y", count * encoding.targets());
    terminated = Var.input("terminated", count);
    Var loss = members.loss(x, y, terminated);
    Var rate = Var.constant((float) config.learningRate());
    train = Program.of(workers, loss, adam.minimize(loss, rate));
    testX = Var.input("x", encoding.size());
    testY = Var.input("y", encoding.targets());
    errors = members.errors(testX, testY);
    test = Program.of(workers, errors);
    figures = new Figures(name + "'s model").loss("modelLoss", train, loss);
  }

  /** Fits to everything in the buffer, going on from where the members are. */
  void run(ReplayBuffer data) {
    int[] order = new int[data.size()];
    random.permutation(order);
    int held = (int) Math.min(TESTED, config.holdout() * order.length);
    int[] tested = Arrays.copyOf(order, held);
    int[] fitted = Arrays.copyOfRange(order, held, order.length);
    scale.fit(data, fitted);
    int[][] samples = new int[config.members()][];
    Arrays.setAll(samples, _ -> config.members() == 1 ? fitted : resample(fitted));
    if (held > 0) {
      runUntilEnough(data, samples, tested);
    } else {
      for (int epoch = 0; epoch < config.epochs(); epoch++) {
        epoch(data, samples);
      }
      measure(data, Arrays.copyOf(fitted, Math.min(ROWS, fitted.length)), least);
    }
  }

  private int[] resample(int[] rows) {
    int[] sample = new int[rows.length];
    Arrays.setAll(sample, _ -> rows[random.integers(rows.length)]);
    return sample;
  }

  private void runUntilEnough(ReplayBuffer data, int[][] samples, int[] tested) {
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int without = 0;
    for (int epoch = 0; epoch < config.epochs() && without <= config.patience(); epoch++) {
      epoch(data, samples);
      measure(data, tested, now);
      without = keepImproved() ? 0 : without + 1;
    }
    for (int j = 0; j < least.length; j++) {
      members.copyMember(j, snapshots, j);
    }
  }

  /** Every member once through its sample. */
  private void epoch(ReplayBuffer data, int[][] samples) {
    for (int[] sample : samples) {
      random.shuffle(sample);
    }
    int rows = samples[0].length;
    for (int from = 0; from < rows; from += config.batchSize()) {
      int count = Math.min(config.batchSize(), rows - from);
      train.prepare(count);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < samples.length; j++) {
          write(data, samples[j][from + i], i, j);
        }
      }
      train.run();
      figures.updated();
    }
    epochs++;
  }

  /** Row {@code row} of the data as row i of member j. */
  private void write(ReplayBuffer data, int row, int i, int j) {
    Region xs = train.region(x);
    Region ys = train.region(y);
    encoding.write(data, row, xs.array(), xs.at(i) + j * encoding.size());
    encoding.writeTarget(data, row, ys.array(), ys.at(i) + j * encoding.targets());
    if (config.terminations() == Terminations.LEARNED) {
      train.region(terminated).set(i, j, data.terminated()[row]);
    }
  }

  /** Writes the mean squared error of each member on these rows. */
  private void measure(ReplayBuffer data, int[] rows, double[] out) {
    Arrays.fill(out, 0);
    for (int from = 0; from < rows.length; from += ROWS) {
      int count = Math.min(ROWS, rows.length - from);
      test.prepare(count);
      Region xs = test.region(testX);
      Region ys = test.region(testY);
      for (int i = 0; i < count; i++) {
        encoding.write(data, rows[from + i], xs.array(), xs.at(i));
        encoding.writeTarget(data, rows[from + i], ys.array(), ys.at(i));
      }
      test.run();
      for (int j = 0; j < out.length; j++) {
        out[j] += test.region(errors).get(j, 0) / ((double) rows.length * encoding.targets());
      }
    }
    requireFinite(out);
  }

  /** What is held out is in no loss: an observation that is not finite would never be noticed. */
  private void requireFinite(double[] measured) {
    double sum = Arrays.stream(measured).sum();
    if (!Double.isFinite(sum)) {
      throw new DivergenceException(
          name
              + "'s model: update "
              + figures.updates()
              + " is not finite: error on held-out data "
              + sum
              + "; try a smaller learningRate");
    }
  }

  /** Takes a snapshot of the members that have improved, and says whether one has. */
  private boolean keepImproved() {
    boolean any = false;
    for (int j = 0; j < now.length; j++) {
      if (now[j] < least[j] * (1 - IMPROVEMENT)) {
        least[j] = now[j];
        snapshots.copyMember(j, members, j);
        any = true;
      }
    }
    return any;
  }

  /** The members. */
  Dynamics members() {
    return members;
  }

  /** The numbers of the K members with the least error in the last fit; before it, the first K. */
  int[] best() {
    return IntStream.range(0, least.length)
        .boxed()
        .sorted(Comparator.comparingDouble(this::error))
        .limit(config.elites())
        .mapToInt(j -> j)
        .toArray();
  }

  /** The error of member j after the last fit. */
  double error(int j) {
    return least[j];
  }

  /** Epochs of all fits. */
  long epochs() {
    return epochs;
  }

  /** What it reports of its updates. */
  Figures figures() {
    return figures;
  }

  @Override
  public void save(StateWriter out) {
    out.put("adam", Savable.of(adam));
    out.put("random", random);
    out.put("least", least);
    out.put("epochs", epochs);
    out.put("figures", figures);
  }

  @Override
  public void load(StateReader in) {
    in.get("adam", Savable.of(adam));
    in.get("random", random);
    in.get("least", least);
    epochs = in.getLong("epochs");
    in.get("figures", figures);
  }
}
