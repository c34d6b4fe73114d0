package dev.bellman.autograd.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Linear;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.EnsembleProduct;
import dev.bellman.autograd.op.EnsembleProduct.Form;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.ReluGradient;
import dev.bellman.autograd.op.SiluGradient;
import dev.bellman.autograd.op.TanhGradient;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with the fused way back beside programs in which it is pinned apart. */
class FusionTest {
  private static final int IN = 4;

  private final SplittableRandom random = new SplittableRandom(9);
  private final Initializer uniform = Initializer.uniform();
  private final Parameters parameters = new Parameters("p");
  private final Var x = Var.input("x", IN);

  private static long steps(Program program, String operation) {
    return program.explain().lines().filter(l -> l.contains(" " + operation + " ")).count();
  }

  private static boolean isGradientOfActivation(Var v) {
    return v.op() instanceof ReluGradient
        || v.op() instanceof TanhGradient
        || v.op() instanceof SiluGradient;
  }

  /** The products whose gradient goes on through an activation. */
  private static List<Var> products(List<Var> results) {
    return Var.topological(results).stream()
        .filter(FusionTest::isGradientOfActivation)
        .map(v -> v.input(0))
        .filter(v -> v.op() instanceof EnsembleProduct p && p.form() == Form.BACKWARD)
        .distinct()
        .toList();
  }

  private Program program(int rows, List<Var> results) {
    Program program = Program.of(results);
    program.prepare(rows);
    SplittableRandom numbers = new SplittableRandom(rows);
    Region region = program.region(x);
    for (int i = 0; i < region.size(); i++) {
      region.array()[region.at() + i] = (float) numbers.nextDouble(-1, 1);
    }
    return program;
  }

  private static float[] values(Program program, Var v) {
    float[] out = new float[program.region(v).size()];
    program.region(v).copyTo(out, 0);
    return out;
  }

  private static List<Var> together(List<Var> first, List<Var> second) {
    SequencedSet<Var> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private void requireEqualBits(int rows, List<Var> results, String fusedName, int fusedSteps) {
    List<Var> products = products(results);
    Program fused = program(rows, results);
    Program pinned = program(rows, together(results, products));
    fused.run();
    pinned.run();

    assertThat(products).hasSize(fusedSteps);
    assertThat(steps(fused, fusedName)).isEqualTo(fusedSteps);
    assertThat(pinned.explain()).doesNotContain("BACKWARD.");
    for (Var v : results) {
      assertThat(values(fused, v)).as("%d rows, %s", rows, v).isEqualTo(values(pinned, v));
      assertThat(values(fused, v)).isNotEqualTo(new float[fused.region(v).size()]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RELU, 1",
    "RELU, 97",
    "RELU, 300",
    "TANH, 1",
    "TANH, 6",
    "TANH, 300",
    "SILU, 1",
    "SILU, 7",
    "SILU, 300"
  })
  void theFusedWayBackHasTheBitsOfTheTwoSteps(Activation activation, int rows) {
    List<Integer> hidden = List.of(17, 40, 3);
    Mlp network = new Mlp(parameters, "m", IN, hidden, 2, activation, uniform, uniform, random);
    Var loss = network.apply(x).square().mean();
    List<Var> results = new ArrayList<>(Gradient.of(loss, parameters.variables()));
    results.add(Gradient.of(loss, x));

    // the gradient of x is a graph of its own, of equal expressions: computed once
    assertThat(products(results)).hasSize(6);
    requireEqualBits(rows, results.subList(0, 8), "Product.BACKWARD." + activation, 3);
    Program both = program(rows, results);
    assertThat(steps(both, "Product.BACKWARD." + activation)).isEqualTo(3);
    assertThat(steps(both, "Product.BACKWARD")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"TANH", "RELU", "SILU"})
  void soHasThatOfAnEnsemble(Activation activation) {
    List<Integer> hidden = List.of(9, 33);
    Ensemble critics =
        new Ensemble(parameters, "q", 2, IN, hidden, 1, activation, uniform, uniform, random);
    Var loss = critics.apply(x).square().mean();
    for (int rows : new int[] {1, 50, 130}) {
      requireEqualBits(
          rows, Gradient.of(loss, parameters.variables()), "Product2.BACKWARD." + activation, 2);
    }
  }

  /** A gradient that sums over the members cannot end with the one of an activation. */
  @Test
  void theWayBackToASharedInputIsNotFused() {
    Linear first = new Linear(parameters, "first", IN, 6, uniform, random);
    Ensemble critics =
        new Ensemble(
            parameters, "q", 2, 6, List.of(5), 1, Activation.TANH, uniform, uniform, random);
    Var hidden = first.apply(x, Activation.RELU);
    Var loss = critics.apply(hidden).square().mean();
    List<Var> gradients = Gradient.of(loss, parameters.variables());
    Program program = program(20, gradients);
    Program pinned = program(20, together(gradients, products(gradients)));
    program.run();
    pinned.run();

    assertThat(steps(program, "Product2.BACKWARD.TANH")).isEqualTo(1);
    assertThat(steps(program, "Product2.BACKWARD")).isEqualTo(1);
    assertThat(steps(program, "ReluGradient")).isEqualTo(1);
    for (Var v : gradients) {
      assertThat(values(program, v)).isEqualTo(values(pinned, v));
    }
  }

  /** The product is also added to another way back: it must be there on its own. */
  @Test
  void aProductThatOthersReadIsNotFused() {
    Linear first = new Linear(parameters, "first", IN, 6, uniform, random);
    Linear second = new Linear(parameters, "second", 6, 2, uniform, random);
    Var y = second.apply(first.apply(x, Activation.RELU)).square().mean();
    List<Var> gradients = Gradient.of(y, parameters.variables());
    Var product = products(gradients).getFirst();
    Program alone = program(9, gradients);
    Program read = program(9, together(gradients, List.of(product.sum())));
    Program pinned = program(9, together(gradients, List.of(product)));
    for (Program program : List.of(alone, read, pinned)) {
      program.run();
    }

    assertThat(steps(alone, "Product.BACKWARD.RELU")).isEqualTo(1);
    assertThat(steps(alone, "ReluGradient")).isZero();
    for (Program program : List.of(read, pinned)) {
      assertThat(steps(program, "Product.BACKWARD.RELU")).isZero();
      assertThat(steps(program, "Product.BACKWARD")).isEqualTo(1);
      assertThat(steps(program, "ReluGradient")).isEqualTo(1);
      for (Var v : gradients) {
        assertThat(values(program, v)).isEqualTo(values(alone, v));
      }
    }
  }

  /** Gradients of gradients read what the first way back computed. */
  @ParameterizedTest
  @EnumSource(names = {"TANH", "SILU"})
  void secondDerivativesHaveTheBitsOfUnfusedOnes(Activation activation) {
    Mlp network =
        new Mlp(parameters, "m", IN, List.of(7, 8), 1, activation, uniform, uniform, random);
    Var slope = Gradient.of(network.apply(x).sum(), x);
    List<Var> penalty = Gradient.of(slope.square().mean(), parameters.variables());
    List<Var> some = penalty.subList(0, 4);
    Program fused = program(12, some);
    Program pinned = program(12, together(some, products(some)));
    fused.run();
    pinned.run();

    for (Var v : some) {
      assertThat(values(fused, v)).isEqualTo(values(pinned, v));
    }
  }

  /** The same gradients before and after an update: the later ones go back through new weights. */
  @Test
  void aWriteIsSeenByTheFusedWayBack() {
    Parameters twin = new Parameters("twin");
    float[] fused = gradientsAroundAnUpdate(parameters, new SplittableRandom(2), false);
    float[] pinned = gradientsAroundAnUpdate(twin, new SplittableRandom(2), true);

    assertThat(fused).isEqualTo(pinned);
  }

  private float[] gradientsAroundAnUpdate(Parameters of, SplittableRandom numbers, boolean pin) {
    Mlp network =
        new Mlp(of, "m", IN, List.of(7, 8), 1, Activation.RELU, uniform, uniform, numbers);
    Var loss = network.apply(x).square().mean();
    Var rate = Var.scalar("rate");
    Var before = Gradient.of(loss, x);
    Var update = new Adam(of, Adam.Config.defaults()).minimize(loss, rate);
    Var after = Gradient.of(loss, x);
    List<Var> results = new ArrayList<>();
    for (Var result : List.of(before, update, after)) {
      results.addAll(pin ? products(List.of(result)) : List.of());
      results.add(result);
    }
    Program program = program(10, results);
    program.set(rate, 0.1f);
    program.run();
    assertThat(program.explain().contains("BACKWARD.RELU")).isNotEqualTo(pin);
    assertThat(values(program, after)).isNotEqualTo(values(program, before));
    float[] both = new float[2 * 10 * IN];
    System.arraycopy(values(program, before), 0, both, 0, 10 * IN);
    System.arraycopy(values(program, after), 0, both, 10 * IN, 10 * IN);
    return both;
  }

  /** Layers of rows that are no batch. */
  @Test
  void fixedRowsAreFusedToo() {
    Var fixed = Var.input("fixed", Extent.of(5, IN));
    Mlp network =
        new Mlp(parameters, "m", IN, List.of(7, 8), 1, Activation.TANH, uniform, uniform, random);
    List<Var> gradients = Gradient.of(network.apply(fixed).square().sum(), parameters.variables());
    Program fused = Program.of(gradients);
    Program pinned = Program.of(together(gradients, products(gradients)));
    for (Program program : List.of(fused, pinned)) {
      for (int i = 0; i < 5 * IN; i++) {
        program.region(fixed).set(i / IN, i % IN, 0.1f * i - 1);
      }
      program.run();
    }

    assertThat(steps(fused, "Product.BACKWARD.TANH")).isEqualTo(2);
    for (Var v : gradients) {
      assertThat(values(fused, v)).isEqualTo(values(pinned, v));
    }
  }

  /** The affine maps that the gradients of silu read. */
  private static List<Var> maps(List<Var> results) {
    return Var.topological(results).stream()
        .filter(v -> v.op() instanceof SiluGradient)
        .map(v -> v.input(1))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 97", "3, 1", "3, 130"})
  void aLayerOfSiluIsOneStepUnlessItsMapIsReadToo(int members, int rows) {
    List<Integer> hidden = List.of(17, 40);
    Ensemble network =
        new Ensemble(
            parameters, "m", members, IN, hidden, 2, Activation.SILU, uniform, uniform, random);
    Var y = network.apply(x);
    List<Var> gradients = Gradient.of(y.square().mean(), parameters.variables());
    String affine = "Affine" + (members == 1 ? "" : members);
    Program acting = program(rows, List.of(y));
    Program learning = program(rows, together(List.of(y), gradients));
    Program pinned = program(rows, together(List.of(y), together(maps(gradients), gradients)));
    for (Program program : List.of(acting, learning, pinned)) {
      program.run();
    }

    assertThat(steps(acting, affine + ".SILU")).isEqualTo(2);
    assertThat(steps(acting, affine + ".IDENTITY")).isEqualTo(1);
    assertThat(steps(acting, "Silu")).isZero();
    assertThat(values(acting, y)).isEqualTo(values(learning, y)).isEqualTo(values(pinned, y));
    for (Program program : List.of(learning, pinned)) {
      assertThat(steps(program, affine + ".SILU")).isZero();
      assertThat(steps(program, affine + ".IDENTITY")).isEqualTo(3);
      assertThat(steps(program, "Silu")).isEqualTo(2);
      for (Var v : gradients) {
        assertThat(values(program, v)).isEqualTo(values(learning, v));
      }
    }
  }

  /** The same network applied twice, of which one is differentiated: its products are done once. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void equalLayersAreComputedOnceWhicheverIsDifferentiated(boolean first) {
    Mlp network =
        new Mlp(parameters, "m", IN, List.of(9, 8), 1, Activation.SILU, uniform, uniform, random);
    Var a = network.apply(x);
    Var b = network.apply(x.stopGradient());
    Var loss = (first ? a : b).square().mean();
    List<Var> gradients = Gradient.of(loss, parameters.variables());
    Program program = program(11, together(List.of(a, b), gradients));
    program.run();

    assertThat(steps(program, "Affine.IDENTITY")).isEqualTo(3);
    assertThat(steps(program, "Silu")).isEqualTo(2);
    assertThat(steps(program, "Affine.SILU")).isZero();
    assertThat(values(program, a)).isEqualTo(values(program, b));
  }

  /** A layer that is taken apart before and after a write of its weights. */
  @Test
  void aWriteIsSeenByALayerThatIsTakenApart() {
    Mlp network =
        new Mlp(parameters, "m", IN, List.of(7), 1, Activation.SILU, uniform, uniform, random);
    Var y = network.apply(x);
    Var rate = Var.scalar("rate");
    Var loss = y.square().mean();
    Var before = loss.plus(0);
    Var update = new Adam(parameters, Adam.Config.defaults()).minimize(loss, rate);
    Program program = program(10, List.of(before, update, y));
    program.set(rate, 0.1f);
    program.run();
    Program fresh = program(10, List.of(y));
    fresh.run();

    assertThat(steps(program, "Silu")).isEqualTo(2);
    assertThat(values(program, y)).isEqualTo(values(fresh, y));
  }
}
