package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Interpreter;
import dev.bellman.autograd.Jvp;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTest {
  private final Store store = new Store("w");
  private final Var x = Var.input("x", Extent.of(1, 3));
  private final Var update = Var.of(new Assign(store), x);

  @Test
  void itsValueIsANumberWithoutDerivative() {
    Interpreter interpreter = new Interpreter(1);

    assertThat(update.extent()).isEqualTo(Extent.SCALAR);
    assertThat(interpreter.value(Gradient.of(update, x)).values()).containsExactly(0, 0, 0);
    assertThat(interpreter.value(Jvp.of(update, List.of(x), List.of(x))).values())
        .containsExactly(0);
  }

  @Test
  void theInterpreterRefusesIt() {
    Interpreter interpreter = new Interpreter(1).set(x, Matrix.zeros(1, 3));

    assertThatThrownBy(() -> interpreter.value(update))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Assign");
  }
}
