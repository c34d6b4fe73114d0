package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.op.Cube;
import dev.bellman.autograd.op.CustomOp;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check itself: it passes what is right and finds each thing that can be wrong. */
class GradientCheckTest {

  enum Mistake {
    REVERSE,
    FORWARD,
    BOTH,
    SECOND_ORDER
  }

  /** {@code y = x³} with a wrong derivative. */
  private record Wrong(Mistake mistake) implements CustomOp {

    @Override
    public Extent extent(List<Var> inputs) {
      return new Cube().extent(inputs);
    }

    @Override
    public void run(Region[] in, Region out) {
      new Cube().run(in, out);
    }

    @Override
    public void interpret(Matrix[] in, Matrix out) {
      new Cube().interpret(in, out);
    }

    @Override
    public List<Var> vjp(Var result, Var gradient) {
      return List.of(along(result, gradient, mistake != Mistake.FORWARD));
    }

    @Override
    public Var jvp(Var result, List<Var> tangents) {
      return along(result, tangents.get(0), mistake != Mistake.REVERSE);
    }

    private Var along(Var result, Var t, boolean wrong) {
      Var x = result.input(0);
      if (mistake == Mistake.SECOND_ORDER) {
        return t.times(x.square().stopGradient()).times(3);
      }
      return t.times(x.square()).times(wrong ? 3.1f : 3);
    }
  }

  private final Var x = Var.input("x", 2);

  private GradientCheck check() {
    return new GradientCheck(3, new SplittableRandom(8))
        .at(x, new Matrix(3, 2, 0.5, -1, 2, 1.5, -0.7, 1));
  }

  @Test
  void aRightOperationFromOutsidePasses() {
    Var y = Var.of(new Cube(), x);

    check().check(y, List.of(x), 2);
    check().check(y.tanh().sum().exp(), List.of(x), 2);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongOneDoesNot(Mistake mistake) {
    Var y = Var.of(new Wrong(mistake), x);
    int order = mistake == Mistake.SECOND_ORDER ? 2 : 1;

    assertThatThrownBy(() -> check().check(y, List.of(x), order))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GradientCheck");
    assertThatThrownBy(() -> check().check(y.sum(), List.of(x), order))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void firstOrderDoesNotLookAtTheSecond() {
    check().check(Var.of(new Wrong(Mistake.SECOND_ORDER), x), List.of(x), 1);
  }
}
