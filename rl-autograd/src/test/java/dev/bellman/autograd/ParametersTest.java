package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.op.Var;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final int N = 37;

  private final SplittableRandom random = new SplittableRandom(4);
  private final Parameters online = filled("online");
  private final Parameters target = filled("target");
  private final Var tau = Var.scalar("tau");

  private Parameters filled(String name) {
    Parameters p = new Parameters(name);
    p.add("w", 1, N);
    for (int i = 0; i < N; i++) {
      p.values()[i] = (float) random.nextDouble(-1, 1);
    }
    return p;
  }

  @Test
  void theyLieOneAfterAnother() {
    Parameters p = new Parameters("critic");
    Parameter w = p.add("0.weight", 3, 4);
    Parameter b = p.add("0.bias", 1, 4);

    assertThat(p.name()).isEqualTo("critic");
    assertThat(p.all()).containsExactly(w, b);
    assertThat(p.variables()).containsExactly(w.variable(), b.variable());
    assertThat(w.at()).isZero();
    assertThat(w.rows()).isEqualTo(3);
    assertThat(w.columns()).isEqualTo(4);
    assertThat(b.at()).isEqualTo(12);
    assertThat(p.size()).isEqualTo(16);
    assertThat(p.values()).hasSize(16).containsOnly(0);
    assertThatThrownBy(() -> p.add("0.bias", 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("critic")
        .hasMessageContaining("0.bias");
  }

  @Test
  void aCopyIsExactAndItsOwn() {
    int version = target.store().version();
    target.copyFrom(online);

    assertThat(target.values()).isEqualTo(online.values()).isNotSameAs(online.values());
    assertThat(target.store().version()).isGreaterThan(version);
    assertThat(online.store().version()).isZero();
  }

  @Test
  void blendingIsPolyakAveraging() {
    float[] old = target.values().clone();
    Program program = Program.of(target.blend(online, tau));
    program.set(tau, 0.25f);
    program.run();
    program.run();

    for (int i = 0; i < N; i++) {
      double once = old[i] + 0.25 * (online.values()[i] - old[i]);
      double twice = once + 0.25 * (online.values()[i] - once);
      assertThat(Math.abs(target.values()[i] - twice)).isLessThan(2e-7);
    }
    assertThat(target.store().version()).isEqualTo(2);
  }

  @Test
  void tauOfOneCopiesAndOfZeroChangesNothing() {
    online.values()[0] = 1e30f; // here out + (a − out) would lose the small one
    target.values()[1] = 1e30f;
    float[] old = target.values().clone();
    Program program = Program.of(target.blend(online, tau));
    program.set(tau, 0);
    program.run();
    assertThat(target.values()).isEqualTo(old);

    program.set(tau, 1);
    program.run();
    assertThat(target.values()).isEqualTo(online.values());
  }

  @Test
  void layoutsMustBeAlike() {
    Parameters other = new Parameters("other");
    other.add("w", 1, 3);

    assertThatThrownBy(() -> target.copyFrom(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("37")
        .hasMessageContaining("3")
        .hasMessageContaining("other");
    assertThatThrownBy(() -> target.blend(other, tau))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blend");
  }
}
