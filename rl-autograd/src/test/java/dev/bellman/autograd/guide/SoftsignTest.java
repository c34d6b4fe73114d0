package dev.bellman.autograd.guide;

import static dev.bellman.autograd.guide.Softsign.softsign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.GradientCheck;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftsignTest {
  private final Var x = Var.input("x", 2);
  private final Var y = softsign(x);
  private final Matrix point = new Matrix(3, 2, -4, -1, -0.25, 0.5, 2, 30);

  @Test
  void derivativesAgreeWithDifferences() {
    new GradientCheck(3, new SplittableRandom(1)).at(x, point).check(y, List.of(x), 2);
  }

  @Test
  void floatsAgreeWithDoubles() {
    Var slope = Gradient.of(y.sum(), x);
    Program program = Program.of(y, slope);
    program.prepare(3);
    Interpreter doubles = new Interpreter(3).set(x, point);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        program.region(x).set(i, j, (float) point.get(i, j));
      }
    }
    program.run();

    for (Var result : List.of(y, slope)) {
      Matrix expected = doubles.value(result);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 2; j++) {
          assertThat((double) program.region(result).get(i, j))
              .isCloseTo(expected.get(i, j), within(1e-6));
        }
      }
    }
  }
}
