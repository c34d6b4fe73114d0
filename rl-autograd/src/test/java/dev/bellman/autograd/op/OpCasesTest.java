package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation: its derivatives against differences, its floats against its doubles. */
class OpCasesTest {
  private static final int TRIALS = 40;

  private static final Map<Class<? extends Op>, Function<Trial, Var>> CASES = OpCases.all();

  /** These have tests of their own, in LeafTest, StopGradientTest and EffectTest. */
  private static final Set<Class<? extends Op>> ELSEWHERE =
      Set.of(
          Input.class,
          Stored.class,
          Constant.class,
          BatchSize.class,
          Noise.class,
          StopGradient.class,
          Effect.class);

  @Test
  void everyOperationHasACase() {
    Set<String> without = new TreeSet<>();
    for (Class<?> op : operations(Op.class)) {
      if (!CASES.containsKey(op) && !ELSEWHERE.contains(op)) {
        without.add(op.getSimpleName());
      }
    }
    assertThat(without).as("operations without a case in OpCases").isEmpty();
  }

  private static List<Class<?>> operations(Class<?> family) {
    if (family.getPermittedSubclasses() == null) {
      return List.of(family);
    }
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      all.addAll(operations(member));
    }
    return all;
  }

  static Stream<Class<? extends Op>> differentiable() {
    return CASES.keySet().stream().sorted((a, b) -> a.getName().compareTo(b.getName()));
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void casesMakeWhatTheySay(Class<? extends Op> op) {
    for (int seed = 0; seed < TRIALS; seed++) {
      assertThat(CASES.get(op).apply(new Trial(seed)).op()).isInstanceOf(op);
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void firstAndSecondDerivativesAgreeWithDifferences(Class<? extends Op> op) {
    for (int seed = 0; seed < TRIALS; seed++) {
      Trial t = new Trial(seed);
      Var y = CASES.get(op).apply(t);
      try {
        t.check().check(y, t.variables(), 2);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", batch " + t.batch(), e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void floatsAgreeWithDoubles(Class<? extends Op> op) {
    for (int seed = 0; seed < TRIALS; seed++) {
      Trial t = new Trial(seed);
      Var y = CASES.get(op).apply(t);
      Var weights = t.data(y.extent(), () -> t.random().nextDouble(-1, 1));
      List<Var> results = new ArrayList<>(List.of(y));
      results.addAll(Gradient.vjp(y, weights, t.variables()));
      Program program = t.program(results);
      program.run();
      List<Matrix> expected = t.interpret(results);
      for (int i = 0; i < results.size(); i++) {
        double tolerance = 2e-6 * Math.sqrt(longestSum(results.get(i), t.batch()));
        String what = "seed " + seed + ", batch " + t.batch() + ", result " + i + ", " + y;
        Trial.requireClose(what, program.region(results.get(i)), expected.get(i), tolerance);
      }
    }
  }

  /** An upper bound of the terms of one sum: the elements of the largest operand. */
  private static double longestSum(Var result, int batch) {
    return Var.topological(List.of(result)).stream()
        .mapToInt(v -> v.extent().size(batch))
        .max()
        .orElse(1);
  }
}
