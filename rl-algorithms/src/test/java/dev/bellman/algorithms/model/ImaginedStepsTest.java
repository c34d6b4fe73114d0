package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.model.DynamicsModel.Head;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImaginedStepsTest {

  /** More than are moved together. */
  private static final int COUNT = 1002;

  private static final int N = 2;

  private final float[] s = new float[COUNT * N];
  private final float[] a = new float[COUNT];
  private final float[] s2 = new float[COUNT * N];
  private final double[] rewards = new double[COUNT];
  private final boolean[] terminates = new boolean[COUNT];

  private ImaginedStepsTest() {
    Pcg64 random = Seeds.of(9).stream("particles");
    for (int i = 0; i < s.length; i++) {
      s[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < COUNT; i++) {
      a[i] = (float) random.uniform(-1, 1);
    }
  }

  private static DynamicsModel model(int n, Map<String, ?> values) {
    DynamicsModel model = Models.model(n, 1, Models.linear(values), Optional.of(new Models.Walk()));
    model.fit(Models.linearData(40, n, 1, Seeds.of(1))); // for a scale that is not 1
    Models.randomElites(model, 0.7, Seeds.of(1));
    return model;
  }

  private void imagine(ImaginedSteps steps) {
    steps.imagine(COUNT, s, a, s2, rewards, terminates);
  }

  @Test
  void each_particle_is_moved_by_its_own_elite() {
    DynamicsModel model = model(N, Map.of("terminations", Terminations.LEARNED));
    Models.ByHand byHand = Models.ByHand.of(model, N + 1, N + 1);

    imagine(model.steps("test"));

    for (int p = 0; p < COUNT; p++) {
      double[] y = byHand.predict(p % 2, s[2 * p], s[2 * p + 1], a[p]);
      assertThat(rewards[p]).isCloseTo(y[0], within(1e-5));
      assertThat((double) s2[2 * p]).isCloseTo(s[2 * p] + y[1], within(1e-5));
      assertThat((double) s2[2 * p + 1]).isCloseTo(s[2 * p + 1] + y[2], within(1e-5));
      if (Math.abs(y[3]) > 1e-5) {
        assertThat(terminates[p]).isEqualTo(y[3] > 0);
      }
    }
    assertThat(terminates).contains(true, false);
  }

  /** Noise of a deviation of e^(l/2) in each component, in every piece, and none of means. */
  @Test
  void a_probabilistic_elite_draws_unless_means_are_asked_for() {
    DynamicsModel model = model(N, Map.of("head", Head.PROBABILISTIC));
    Models.ByHand byHand = Models.ByHand.of(model, N + 1, N + 1);
    imagine(model.steps("test"));
    float[] drawn = s2.clone();
    imagine(model.steps("test").ofMeans());

    double sum = 0;
    double squares = 0;
    for (int p = 0; p < COUNT; p++) {
      double[] y = byHand.predict(p % 2, s[2 * p], s[2 * p + 1], a[p]);
      assertThat((double) s2[2 * p]).isCloseTo(s[2 * p] + y[1], within(1e-5));
      double below = 0.5 - softplus(0.5 - y[4]); // between −10 and ½, as they begin
      double l = -10 + softplus(below + 10);
      double deviation = Math.exp(l / 2) * byHand.scale()[2 * (N + 1) + (N + 1) + 1];
      double z = (drawn[2 * p] - s2[2 * p]) / deviation;
      sum += z;
      squares += z * z;
    }
    assertThat(sum / COUNT).isCloseTo(0, within(4 / Math.sqrt(COUNT)));
    assertThat(squares / COUNT).isCloseTo(1, within(4 * Math.sqrt(2.0 / COUNT)));
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  @Test
  void what_is_known_is_not_learned() {
    DynamicsModel model =
        model(1, Map.of("rewards", Rewards.KNOWN, "terminations", Terminations.KNOWN));
    float[] states = Arrays.copyOf(s, COUNT);
    float[] before = states.clone();
    model.steps("test").imagine(COUNT, states, a, states, rewards, terminates);

    for (int p = 0; p < COUNT; p++) {
      assertThat(states[p]).isNotEqualTo(before[p]);
      assertThat(rewards[p]).isEqualTo(10 * states[p] - a[p]); // exact: in place
      assertThat(terminates[p]).isEqualTo(states[p] > 0.5f);
    }
    assertThat(terminates).contains(true, false);
  }

  @Test
  void what_is_not_known_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.model(1, 1, Models.linear(Map.of("rewards", Rewards.KNOWN))))
        .withMessage(
            "test: the equations of this environment are not known; set model.rewards=learned");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Models.model(1, 1, Models.linear(Map.of("terminations", Terminations.KNOWN))))
        .withMessage(
            "test: the equations of this environment are not known;"
                + " set model.terminations=learned");
  }

  @Test
  void draws_go_on_where_they_were_saved() {
    DynamicsModel model = model(N, Map.of("head", Head.PROBABILISTIC));
    ImaginedSteps first = model.steps("test");
    imagine(first);
    InMemoryState middle = InMemoryState.of(first);
    imagine(first);
    float[] expected = s2.clone();

    ImaginedSteps second = model.steps("test");
    middle.restore(second);
    imagine(second);
    assertThat(s2).containsExactly(expected);
    imagine(model.steps("another"));
    assertThat(s2).isNotEqualTo(expected);
  }
}
