package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Jvp;
import dev.bellman.autograd.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopGradientTest {
  private final Var x = Var.input("x", 3);
  private final Interpreter interpreter = new Interpreter(1).set(x, new Matrix(1, 3, 2, -3, 0.5));

  @Test
  void theValuePassesTheDerivativeDoesNot() {
    Var y = x.times(x.stopGradient());

    assertThat(interpreter.value(y).values()).containsExactly(4, 9, 0.25);
    assertThat(interpreter.value(Gradient.of(y.sum(), x)).values()).containsExactly(2, -3, 0.5);
    assertThat(interpreter.value(Jvp.of(y, List.of(x), List.of(x))).values())
        .containsExactly(4, 9, 0.25);
  }

  @Test
  void behindItEverythingIsZero() {
    Var y = x.exp().stopGradient().square();

    assertThat(interpreter.value(Gradient.of(y.sum(), x)).values()).containsExactly(0, 0, 0);
    assertThat(interpreter.value(Jvp.of(y, List.of(x), List.of(x))).values())
        .containsExactly(0, 0, 0);
  }

  /** The gradient of (y − q)² with y = r + γ·q′ is that of a regression to a number: −2δ·∇q. */
  @Test
  void noDerivativePassesThroughATarget() {
    Var q = x.sin();
    Target y = Target.target(x.cos().times(0.9f).plus(1));
    Var error = y.value().minus(q);
    Var gradient = Gradient.of(error.square().sum(), x);
    Var expected = error.times(x.cos()).times(-2);

    assertThat(interpreter.value(gradient).values())
        .containsExactly(interpreter.value(expected).values());
  }
}
