package dev.bellman.algorithms.model;

import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The networks of a model, as expressions; the equations are those of {@link DynamicsModel}.
 *
 * <p>What flows through E members lies side by side, {@code [B, E·n]}; the heads are the same
 * numbers as E rows for each row of the batch, {@code [E·B, n]}, so that one expression is of all
 * members.
 */
final class Dynamics {
  private static final float LARGEST_LOG_VARIANCE = 0.5f;
  private static final float LEAST_LOG_VARIANCE = -10;

  /** What keeps the bounds of the log-variance near each other. */
  private static final float BOUNDS = 0.01f;

  /**
   * An imagined step, a row a particle.
   *
   * @param nextObservation s′
   * @param reward r
   * @param terminates 1 where s′ ends the episode, else 0; of networks that do not say, nowhere
   */
  record Step(Var nextObservation, Var reward, Var terminates) {}

  private final DynamicsModel.Config config;
  private final int members;
  private final Encoding encoding;
  private final Scale scale;
  private final Parameters network;
  private final Ensemble ensemble;
  private final Parameter largest;
  private final Parameter least;

  Dynamics(
      String name,
      int members,
      Encoding encoding,
      Scale scale,
      DynamicsModel.Config config,
      RandomGenerator random) {
    this.config = config;
    this.members = members;
    this.encoding = encoding;
    this.scale = scale;
    network = new Parameters(name);
    int n = encoding.targets();
    ensemble =
        new Ensemble(
            network,
            "layer",
            members,
            encoding.size(),
            config.hidden(),
            (isProbabilistic() ? 2 * n : n) + (saysTermination() ? 1 : 0),
            Activation.SILU,
            Initializer.uniform(),
            Initializer.uniform(),
            random);
    largest = network.add("largestLogVariance", 1, n);
    least = network.add("leastLogVariance", 1, n);
    Arrays.fill(network.values(), largest.at(), largest.at() + n, LARGEST_LOG_VARIANCE);
    Arrays.fill(network.values(), least.at(), least.at() + n, LEAST_LOG_VARIANCE);
    network.written();
  }

  private boolean isProbabilistic() {
    return config.head() == Head.PROBABILISTIC;
  }

  private boolean saysTermination() {
    return config.terminations() == Terminations.LEARNED;
  }

  Parameters network() {
    return network;
  }

  /** Takes over a member of another; what all members share stays as it is. */
  void copyMember(int from, Dynamics source, int to) {
    ensemble.copyMember(from, source.ensemble, to);
  }

  /** Takes over the bounds of the log-variances. */
  void copyBounds(Dynamics source) {
    int n = 2 * encoding.targets();
    System.arraycopy(
        source.network.values(), source.largest.at(), network.values(), largest.at(), n);
    network.written();
  }

  /** The heads, {@code [E·B, …]}, of {@code x}: [B, E·in], or [B, in] the same for all. */
  private Var heads(Var x) {
    Var each = x.regroup(rows(x.columns() / encoding.size(), encoding.size()));
    Var y = ensemble.apply(scale.input(each).regroup(x.extent())); // (1)
    return y.regroup(rows(members, y.columns() / members));
  }

  private static Extent rows(int each, int columns) {
    return new Extent(each, true, columns);
  }

  /** μ, {@code [E·B, n]}. */
  private Var mean(Var heads) {
    return heads.slice(0, encoding.targets());
  }

  /** l = l_min + softplus(l_max − softplus(l_max − l̂) − l_min), {@code [E·B, n]}. */
  private Var logVariance(Var heads) {
    int n = encoding.targets();
    Var max = largest.variable();
    Var min = least.variable();
    Var below = max.minus(max.minus(heads.slice(n, 2 * n)).softplus());
    return min.plus(below.minus(min).softplus());
  }

  /** z, {@code [E·B, 1]}: positive where termination is the likelier. */
  private Var termination(Var heads) {
    return heads.slice(heads.columns() - 1, heads.columns());
  }

  /**
   * The loss of all members, each on rows of its own.
   *
   * @param x states and actions, {@code [B, E·in]}
   * @param y rewards and differences, {@code [B, E·n]}
   * @param terminated 1 or 0, {@code [B, E]}
   */
  Var loss(Var x, Var y, Var terminated) {
    Var heads = heads(x);
    Var target = scale.target(y.regroup(rows(members, encoding.targets())));
    Var each = mean(heads).minus(target).square(); // (2)
    if (isProbabilistic()) { // (3)
      Var l = logVariance(heads);
      each = each.times(l.unaryMinus().exp()).plus(l);
    }
    Var sum = each.meanColumns();
    if (saysTermination()) { // (4)
      Var z = termination(heads);
      sum = sum.plus(z.softplus().minus(z.times(terminated.regroup(rows(members, 1)))));
    }
    Var loss = sum.mean().times(members);
    if (isProbabilistic()) {
      loss = loss.plus(largest.variable().minus(least.variable()).sum().times(BOUNDS));
    }
    return config.decay() == 0 ? loss : loss.plus(decay());
  }

  /** λ/2·Σ‖W‖². */
  private Var decay() {
    return network.all().stream()
        .filter(p -> p.name().endsWith(".weight"))
        .map(p -> p.variable().sumOfSquares())
        .reduce(Var::plus)
        .orElseThrow()
        .times((float) config.decay() / 2);
  }

  /**
   * The squared errors of each member on the same rows, summed over rows and columns, {@code [E,
   * 1]}.
   */
  Var errors(Var x, Var y) {
    int n = encoding.targets();
    Var target = scale.target(y);
    Var[] tiled = new Var[members];
    Arrays.fill(tiled, target);
    Var each = mean(heads(x)).regroup(rows(1, members * n));
    Var squares = each.minus(Var.concat(tiled)).square().sumRows();
    return squares.regroup(Extent.of(members, n)).sumColumns();
  }

  /**
   * A step of particles, each moved by its own member.
   *
   * @param x {@code [B, E·in]}
   * @param sampling 1 to draw, 0 to take the mean
   * @return a step of {@code [E·B, …]}
   */
  Step step(Var x, NoiseSource noise, Var sampling) {
    Var heads = heads(x);
    Var y = mean(heads);
    if (isProbabilistic()) {
      Var deviation = logVariance(heads).times(0.5f).exp();
      Var epsilon = Var.normal(noise, y.extent());
      y = y.plus(deviation.times(epsilon).times(sampling));
    }
    Var s = x.regroup(rows(members, encoding.size())).slice(0, encoding.observationSize());
    return step(s, y, saysTermination() ? termination(heads) : null);
  }

  /** A step that is the mean of what all members expect of the same {@code x}, {@code [B, in]}. */
  Step expected(Var x) {
    Var heads = heads(x);
    Var z = saysTermination() ? average(termination(heads)) : null;
    return step(x.slice(0, encoding.observationSize()), average(mean(heads)), z);
  }

  private Step step(Var s, Var y, Var z) {
    Var real = scale.real(y);
    Var next = s.plus(real.slice(1, encoding.targets()));
    return new Step(next, real.slice(0, 1), z == null ? Var.constant(0) : z.greater(0));
  }

  /** The mean over the members, {@code [B, n]} of {@code [E·B, n]}. */
  private Var average(Var each) {
    int n = each.columns();
    Var side = each.regroup(rows(1, members * n));
    Var sum = side.slice(0, n);
    for (int j = 1; j < members; j++) {
      sum = sum.plus(side.slice(j * n, (j + 1) * n));
    }
    return members == 1 ? sum : sum.div(members);
  }
}
