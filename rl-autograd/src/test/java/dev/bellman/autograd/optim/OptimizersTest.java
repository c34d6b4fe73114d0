package dev.bellman.autograd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.autograd.Parameters;
import org.junit.jupiter.api.Test;

/** SGD, RMSProp and AdamW; Adam has a test of its own. */
class OptimizersTest {
  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  private final Parameters parameters = OptimizerTrace.start();

  @Test
  void plainGradientDescentIsThatOfPyTorch() {
    Sgd sgd = new Sgd(parameters, Sgd.Config.defaults());
    OptimizerTrace.require("sgd", 0.05f, parameters, sgd::minimize);
  }

  @Test
  void momentumIsThatOfPyTorch() {
    Sgd sgd = new Sgd(parameters, new Sgd.Config(0.9, 1));
    OptimizerTrace.require("momentum", 0.02f, parameters, sgd::minimize);
    assertThat(sgd.velocity()).hasSize(8).doesNotContain(0);
  }

  @Test
  void rmsPropIsThatOfPyTorch() {
    RmsProp rmsProp = new RmsProp(parameters, new RmsProp.Config(0.99, 1e-5, 0.5));
    OptimizerTrace.require("rmsprop", 0.01f, parameters, rmsProp::minimize);
    assertThat(rmsProp.squares()).hasSize(8).doesNotContain(0);
  }

  @Test
  void adamWIsThatOfPyTorch() {
    AdamW adamW = new AdamW(parameters, new AdamW.Config(Adam.Config.defaults(), 0.1));
    OptimizerTrace.require("adamw", 0.05f, parameters, adamW::minimize);
    assertThat(adamW.steps()).isEqualTo(20);
    assertThat(adamW.firstMoments()).hasSize(8).doesNotContain(0);
  }

  @Test
  void constantsAreChecked() {
    assertThatThrownBy(() -> new Sgd.Config(1, NO_LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum")
        .hasMessageContaining("1.0");
    assertThatThrownBy(() -> new RmsProp.Config(-0.5, 1e-8, NO_LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-0.5");
    assertThatThrownBy(() -> new RmsProp.Config(0.9, 1e-8, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxGradientNorm");
    assertThatThrownBy(() -> new AdamW.Config(Adam.Config.defaults(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weightDecay");
  }
}
