package dev.bellman.autograd.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An ensemble beside as many networks with the same weights. */
class EnsembleTest {
  private static final int E = 3;
  private static final int IN = 5;
  private static final int OUT = 2;
  private static final List<Integer> HIDDEN = List.of(9, 17);

  private final SplittableRandom random = new SplittableRandom(6);
  private final Parameters parameters = new Parameters("ensemble");
  private final List<Parameters> separate = new ArrayList<>();
  private final List<Mlp> networks = new ArrayList<>();
  private Ensemble ensemble;

  /** One network of each kind, every member's weights copied to a network of its own. */
  private void build(Activation activation) {
    Initializer uniform = Initializer.uniform();
    ensemble =
        new Ensemble(parameters, "q", E, IN, HIDDEN, OUT, activation, uniform, uniform, random);
    for (int e = 0; e < E; e++) {
      Parameters own = new Parameters("network " + e);
      networks.add(new Mlp(own, "q", IN, HIDDEN, OUT, activation, uniform, uniform, random));
      for (int i = 0; i < own.all().size(); i++) {
        Parameter to = own.all().get(i);
        int n = to.rows() * to.columns();
        int from = parameters.all().get(i).at() + e * n;
        System.arraycopy(parameters.values(), from, own.values(), to.at(), n);
      }
      own.written();
      separate.add(own);
    }
  }

  private static Program run(int rows, float[] x, Var input, List<Var> results) {
    Program program = Program.of(results);
    program.prepare(rows);
    program.region(input).copyFrom(x, 0, rows);
    program.run();
    return program;
  }

  private float[] numbers(int count) {
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) random.nextDouble(-2, 2);
    }
    return x;
  }

  /** The columns {@code from … to − 1} of a region, row by row. */
  private static float[] columns(Region region, int from, int to) {
    float[] out = new float[region.rows() * (to - from)];
    for (int i = 0; i < region.rows(); i++) {
      System.arraycopy(region.array(), region.at(i) + from, out, i * (to - from), to - from);
    }
    return out;
  }

  private static float[] columns(float[] x, int width, int from, int to) {
    Region region = new Region(width);
    region.place(x, 0);
    region.resize(x.length / width);
    return columns(region, from, to);
  }

  private static float[] all(Region region) {
    return columns(region, 0, region.columns());
  }

  @ParameterizedTest
  @CsvSource({"RELU, 1", "RELU, 130", "TANH, 1", "TANH, 7", "TANH, 97", "SILU, 7", "IDENTITY, 6"})
  void withAnInputForEachItIsTheSeparateNetworksToTheBit(Activation activation, int rows) {
    build(activation);
    float[] x = numbers(rows * E * IN);
    Var input = Var.input("x", E * IN);
    Var y = ensemble.apply(input);
    Var loss = y.square().sum();
    List<Var> gradients = Gradient.of(loss, with(input, parameters.variables()));
    Program together = run(rows, x, input, with(y, gradients));

    assertThat(y.extent()).isEqualTo(Extent.batch(E * OUT));
    for (int e = 0; e < E; e++) {
      Var own = Var.input("x" + e, IN);
      Var yOwn = networks.get(e).apply(own);
      List<Var> wanted = with(own, separate.get(e).variables());
      List<Var> gradientsOwn = Gradient.of(yOwn.square().sum(), wanted);
      float[] part = columns(x, E * IN, e * IN, (e + 1) * IN);
      Program alone = run(rows, part, own, with(yOwn, gradientsOwn));

      assertThat(columns(together.region(y), e * OUT, (e + 1) * OUT))
          .as("member %d", e)
          .isEqualTo(all(alone.region(yOwn)));
      assertThat(columns(together.region(gradients.getFirst()), e * IN, (e + 1) * IN))
          .as("member %d, input", e)
          .isEqualTo(all(alone.region(gradientsOwn.getFirst())));
      requireWeightGradients(e, together, gradients, alone, gradientsOwn);
    }
  }

  @ParameterizedTest
  @CsvSource({"RELU, 1", "RELU, 130", "TANH, 1", "TANH, 7", "TANH, 97", "SILU, 7", "IDENTITY, 6"})
  void withOneInputForAllOnlyTheInputsGradientIsASum(Activation activation, int rows) {
    build(activation);
    float[] x = numbers(rows * IN);
    Var input = Var.input("x", IN);
    Var y = ensemble.apply(input);
    List<Var> gradients = Gradient.of(y.square().sum(), with(input, parameters.variables()));
    Program together = run(rows, x, input, with(y, gradients));

    double[] sum = new double[rows * IN];
    for (int e = 0; e < E; e++) {
      Var own = Var.input("x" + e, IN);
      Var yOwn = networks.get(e).apply(own);
      List<Var> wanted = with(own, separate.get(e).variables());
      List<Var> gradientsOwn = Gradient.of(yOwn.square().sum(), wanted);
      Program alone = run(rows, x, own, with(yOwn, gradientsOwn));

      assertThat(columns(together.region(y), e * OUT, (e + 1) * OUT))
          .as("member %d", e)
          .isEqualTo(all(alone.region(yOwn)));
      requireWeightGradients(e, together, gradients, alone, gradientsOwn);
      float[] share = all(alone.region(gradientsOwn.getFirst()));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += share[i];
      }
    }
    float[] ofInput = all(together.region(gradients.getFirst()));
    for (int i = 0; i < sum.length; i++) {
      assertThat(Math.abs(ofInput[i] - sum[i])).isLessThan(1e-6 * (1 + Math.abs(sum[i])));
    }
  }

  private static void requireWeightGradients(
      int member, Program together, List<Var> gradients, Program alone, List<Var> gradientsOwn) {
    for (int i = 1; i < gradients.size(); i++) {
      float[] own = all(alone.region(gradientsOwn.get(i)));
      float[] part = new float[own.length];
      System.arraycopy(
          all(together.region(gradients.get(i))), member * own.length, part, 0, own.length);
      assertThat(part).as("member %d, parameter %d", member, i - 1).isEqualTo(own);
      assertThat(own).isNotEqualTo(new float[own.length]);
    }
  }

  private static List<Var> with(Var first, List<Var> others) {
    List<Var> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  @Test
  void aMemberIsItsSliceToTheBit() {
    build(Activation.TANH);
    float[] x = numbers(30 * IN);
    Var input = Var.input("x", IN);
    Var y = ensemble.apply(input);
    List<Var> results = new ArrayList<>(List.of(y));
    for (int e = 0; e < E; e++) {
      results.add(ensemble.member(e, input));
    }
    Program program = run(30, x, input, results);

    for (int e = 0; e < E; e++) {
      assertThat(all(program.region(results.get(e + 1))))
          .as("member %d", e)
          .isEqualTo(columns(program.region(y), e * OUT, (e + 1) * OUT));
    }
  }

  /** What an actor wants of a critic: a way back to the action, and no work for the weights. */
  @Test
  void aMemberGivesAGradientToItsInputAndNoneToTheWeights() {
    build(Activation.RELU);
    int member = 1;
    float[] x = numbers(10 * IN);
    Var input = Var.input("x", IN);
    List<Var> gradients =
        Gradient.of(
            ensemble.member(member, input).square().sum(), with(input, parameters.variables()));
    Program program = run(10, x, input, with(input, gradients));
    Var own = Var.input("own", IN);
    Var gradientOwn = Gradient.of(networks.get(member).apply(own).square().sum(), own);
    Program alone = run(10, x, own, List.of(gradientOwn));

    assertThat(all(program.region(gradients.getFirst())))
        .isEqualTo(all(alone.region(gradientOwn)))
        .isNotEqualTo(new float[10 * IN]);
    for (Var ofWeights : gradients.subList(1, gradients.size())) {
      assertThat(all(program.region(ofWeights))).containsOnly(0);
    }
    assertThat(program.explain()).doesNotContain("Product.WEIGHT");
  }

  @Test
  void itsParametersLieMemberAfterMember() {
    build(Activation.TANH);

    assertThat(ensemble.members()).isEqualTo(E);
    assertThat(parameters.all().stream().map(Parameter::name))
        .containsExactly(
            "q.0.weight", "q.0.bias", "q.1.weight", "q.1.bias", "q.2.weight", "q.2.bias");
    assertThat(parameters.variables().stream().map(Var::extent))
        .containsExactly(
            Extent.of(E * IN, 9),
            Extent.of(1, E * 9),
            Extent.of(E * 9, 17),
            Extent.of(1, E * 17),
            Extent.of(E * 17, OUT),
            Extent.of(1, E * OUT));
  }

  /** An orthogonal start is one of each member and not of all weights together. */
  @Test
  void eachMemberIsInitialisedOnItsOwn() {
    List<String> calls = new ArrayList<>();
    Initializer recording =
        (in, out, numbers, values, weightAt, biasAt) ->
            calls.add(in + "x" + out + " " + weightAt + " " + biasAt);
    new Ensemble(
        parameters, "q", 2, 3, List.of(), 4, Activation.RELU, recording, recording, random);

    assertThat(calls).containsExactly("3x4 0 24", "3x4 12 28");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2})
  void noneIsNoEnsemble(int members) {
    assertThatThrownBy(() -> ensemble("q", parameters, members, HIDDEN, Activation.RELU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Ensemble: members must be at least 1, but are " + members);
    assertThat(parameters.size()).isZero();
  }

  private Ensemble ensemble(
      String name, Parameters of, int members, List<Integer> hidden, Activation activation) {
    Initializer uniform = Initializer.uniform();
    return new Ensemble(of, name, members, IN, hidden, OUT, activation, uniform, uniform, random);
  }

  @ParameterizedTest
  @CsvSource({"RELU, 7", "SILU, 1", "SILU, 100"})
  void oneIsTheNetworkItself(Activation activation, int rows) {
    build(activation);
    Parameters one = new Parameters("one");
    Ensemble alone = ensemble("q", one, 1, HIDDEN, activation);
    one.copyFrom(separate.getFirst());
    float[] x = numbers(rows * IN);
    Var input = Var.input("x", IN);
    List<Var> results = new ArrayList<>();
    List<Var> expected = new ArrayList<>();
    List<Var> ofOne = with(input, one.variables());
    List<Var> ofNetwork = with(input, separate.getFirst().variables());
    results.add(alone.apply(input));
    results.addAll(Gradient.of(results.getFirst().square().mean(), ofOne));
    results.add(alone.member(0, input));
    expected.add(networks.getFirst().apply(input));
    expected.addAll(Gradient.of(expected.getFirst().square().mean(), ofNetwork));
    expected.add(expected.getFirst());
    Program program = run(rows, x, input, results);
    Program network = run(rows, x, input, expected);

    for (int i = 0; i < results.size(); i++) {
      assertThat(all(program.region(results.get(i))))
          .as("result %d", i)
          .isEqualTo(all(network.region(expected.get(i))));
    }
  }

  /** Of another number of members, and among other parameters: a program sees the new weights. */
  @Test
  void aMemberIsCopiedToAMemberOfAnother() {
    build(Activation.SILU);
    Parameters others = new Parameters("others");
    others.add("before", 1, 3);
    Ensemble elites = ensemble("elites", others, 2, HIDDEN, Activation.SILU);
    float[] x = numbers(12 * IN);
    Var input = Var.input("x", IN);
    Var y = ensemble.apply(input);
    Var chosen = elites.apply(input);
    Program program = run(12, x, input, List.of(y, chosen));
    float[] kept = columns(program.region(chosen), 0, OUT);
    elites.copyMember(2, ensemble, 1);
    program.run();

    assertThat(columns(program.region(chosen), 0, OUT)).isEqualTo(kept);
    assertThat(columns(program.region(chosen), OUT, 2 * OUT))
        .isEqualTo(columns(program.region(y), 2 * OUT, 3 * OUT))
        .isNotEqualTo(kept);
    for (int i = 0; i < separate.get(2).all().size(); i++) {
      Parameter own = separate.get(2).all().get(i);
      int n = own.rows() * own.columns();
      int at = others.all().get(1 + i).at() + n;
      assertThat(Arrays.copyOfRange(others.values(), at, at + n))
          .isEqualTo(Arrays.copyOfRange(separate.get(2).values(), own.at(), own.at() + n));
    }
  }

  @Test
  void aMemberIsCopiedWithinItsEnsemble() {
    build(Activation.RELU);
    ensemble.copyMember(0, ensemble, 2);
    Var input = Var.input("x", IN);
    Var y = ensemble.apply(input);
    Region region = run(5, numbers(5 * IN), input, List.of(y)).region(y);

    assertThat(columns(region, 2 * OUT, 3 * OUT)).isEqualTo(columns(region, 0, OUT));
    assertThat(columns(region, OUT, 2 * OUT)).isNotEqualTo(columns(region, 0, OUT));
  }

  @Test
  void aMemberOfOtherLayersIsNotCopied() {
    build(Activation.RELU);
    float[] before = parameters.values().clone();
    int version = parameters.store().version();
    List<Ensemble> others =
        List.of(
            ensemble("a", new Parameters("a"), 2, List.of(9, 16), Activation.RELU),
            ensemble("b", new Parameters("b"), 2, List.of(9), Activation.RELU),
            ensemble("c", new Parameters("c"), 2, HIDDEN, Activation.TANH));
    for (Ensemble other : others) {
      assertThatThrownBy(() -> ensemble.copyMember(0, other, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the layers of the two ensembles differ");
    }
    Ensemble like = ensemble("d", new Parameters("d"), 2, HIDDEN, Activation.RELU);
    assertThatThrownBy(() -> ensemble.copyMember(2, like, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ensemble.copyMember(0, like, E))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(parameters.values()).isEqualTo(before);
    assertThat(parameters.store().version()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, E})
  void thereAreNoOtherMembers(int member) {
    build(Activation.RELU);
    assertThatThrownBy(() -> ensemble.member(member, Var.input("x", IN)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("Index " + member + " out of bounds for length 3");
  }

  @Test
  void anInputOfAnotherWidthIsRefused() {
    build(Activation.RELU);
    for (int width : new int[] {IN - 1, 2 * IN, E * IN + 1}) {
      assertThatThrownBy(() -> ensemble.apply(Var.input("x", width)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Extent.batch(width).toString())
          .hasMessageContaining(Extent.of(E * IN, 9).toString());
    }
    assertThatThrownBy(() -> ensemble.member(0, Var.input("x", E * IN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Extent.batch(E * IN).toString());
  }
}
