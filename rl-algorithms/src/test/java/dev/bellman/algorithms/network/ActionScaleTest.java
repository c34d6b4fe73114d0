package dev.bellman.algorithms.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.space.Box;
import org.junit.jupiter.api.Test;

class ActionScaleTest {
  private final Var x = Var.input("x", 2);

  private float[] run(Var v, float... rows) {
    Program program = Program.of(v);
    program.prepare(3);
    program.region(x).copyFrom(rows, 0, 3);
    program.run();
    float[] out = new float[6];
    program.region(v).copyTo(out, 0);
    return out;
  }

  /** Bounds −2 … 2 and 1 … 5: the ends, the middles, and a quarter. */
  @Test
  void the_ends_are_one_and_minus_one() {
    ActionScale scale = new ActionScale("test", new Box(new float[] {-2, 1}, new float[] {2, 5}));

    assertThat(run(scale.toBox(x), -1, -1, 1, 1, 0.5f, 0)).containsExactly(-2, 1, 2, 5, 1, 3);
    assertThat(run(scale.toUnit(x), -2, 1, 2, 5, 1, 3)).containsExactly(-1, -1, 1, 1, 0.5f, 0);
  }

  @Test
  void what_is_in_units_already_costs_nothing() {
    ActionScale scale = new ActionScale("test", Box.uniform(2, -1, 1));

    assertThat(scale.toBox(x)).isSameAs(x);
    assertThat(scale.toUnit(x)).isSameAs(x);
  }

  @Test
  void bounds_that_give_no_scale_are_refused() {
    for (float high : new float[] {Float.POSITIVE_INFINITY, 0}) {
      Box box = Box.uniform(1, 0, high);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ActionScale("sac", box))
          .withMessageStartingWith("sac: actions must have finite bounds")
          .withMessageContaining(box.toString());
    }
  }
}
