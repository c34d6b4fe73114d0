package dev.bellman.autograd.nn;

import static dev.bellman.autograd.Target.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Matrix;
import dev.bellman.autograd.op.Var;
import org.junit.jupiter.api.Test;

/** Two rows, two columns: q = 1, 2 and 3, 5; y = 0 and 1. */
class LossTest {
  private static final Var Q = Var.input("q", 2);
  private static final Var Y = Var.input("y", 1);

  private final Interpreter interpreter = new Interpreter(2);

  private double[] value(Var v, double... q) {
    interpreter.set(Q, new Matrix(2, 2, q));
    interpreter.set(Y, new Matrix(2, 1, new double[] {0, 1}));
    return interpreter.value(v).values();
  }

  /** (1 + 4 + 4 + 16) / 2. */
  @Test
  void theSquaredErrorIsSummedOverColumnsAndAveragedOverRows() {
    Var loss = Loss.squaredError(Q, target(Y));

    assertThat(loss.extent()).isEqualTo(Extent.SCALAR);
    assertThat(value(loss, 1, 2, 3, 5)).containsExactly(12.5);
    assertThat(value(Gradient.of(loss, Q), 1, 2, 3, 5)).containsExactly(1, 2, 2, 4);
  }

  /** e = ½, 1, 2, 4: h = ⅛, ½, 3/2, 7/2, and h′ = ½, 1, 1, 1 with the sign of q − y. */
  @Test
  void hubersLossBendsAtOne() {
    Var loss = Loss.huber(Q, target(Y));

    assertThat(value(loss, 0.5, -1, 3, -3)).containsExactly((0.125 + 0.5 + 1.5 + 3.5) / 2);
    assertThat(value(Gradient.of(loss, Q), 0.5, -1, 3, -3)).containsExactly(0.25, -0.5, 0.5, -0.5);
    assertThat(value(Gradient.of(loss, Q), 0, 0, 1, 1)).containsExactly(new double[4], within(0.0));
  }

  @Test
  void noDerivativePassesThroughTheTarget() {
    assertThat(value(Gradient.of(Loss.squaredError(Q, target(Y)), Y), 1, 2, 3, 5))
        .containsExactly(0, 0);
    assertThat(value(Gradient.of(Loss.huber(Q, target(Y)), Y), 1, 2, 3, 5)).containsExactly(0, 0);
  }
}
