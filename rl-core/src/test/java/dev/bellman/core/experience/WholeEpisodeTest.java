package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Four episodes of one environment with the rewards 1, 2, 4, … each: one that terminated after
 * three steps, one that was truncated after two, one that did both in its only one, and one that
 * goes on after two.
 */
class WholeEpisodeTest {
  private static final int[] LENGTHS = {3, 2, 1, 2};

  private final TransitionBatch batch = TransitionBatch.of(1, 1);
  private final Program program =
      Program.of(
          Var.concat(
              batch.observation(),
              batch.action(),
              batch.reward(),
              batch.discount(),
              batch.nextObservation()));
  private final Transitions out = batch.in(program);
  private final ReplayBuffer buffer = new ReplayBuffer(20, 1, 1);

  WholeEpisodeTest() {
    for (int e = 0; e < LENGTHS.length; e++) {
      for (int t = 0; t < LENGTHS[e]; t++) {
        boolean last = t + 1 == LENGTHS[e];
        buffer.add(
            1,
            new float[] {10 * e + t},
            new float[] {-10 * e - t},
            new double[] {1 << t},
            new boolean[] {last && (e == 0 || e == 2)},
            new boolean[] {last && (e == 1 || e == 2)},
            new float[] {10 * e + t + 1});
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // gamma, row -> observation, return, discount, next observation
    "0.5, 0, 0, 3, 0, 3",
    "0.5, 1, 1, 4, 0, 3",
    "0.5, 2, 2, 4, 0, 3",
    "0.5, 3, 10, 2, 0.25, 12",
    "0.5, 4, 11, 2, 0.5, 12",
    "0.5, 5, 20, 1, 0, 21",
    "0.5, 6, 30, 2, 0.25, 32",
    "0.5, 7, 31, 2, 0.5, 32",
    "1, 0, 0, 7, 0, 3",
    "1, 3, 10, 3, 1, 12",
    "0, 0, 0, 1, 0, 3",
    "0, 3, 10, 1, 0, 12"
  })
  void the_rest_of_an_episode_is_one_transition(
      double gamma, int row, float observation, float reward, float discount, float next) {
    program.prepare(3);
    new WholeEpisode(gamma).form(buffer, row, out, 1);

    assertThat(out.observations().get(1, 0)).isEqualTo(observation);
    assertThat(out.actions().get(1, 0)).isEqualTo(-observation);
    assertThat(out.rewards().get(1, 0)).isEqualTo(reward);
    assertThat(out.discounts().get(1, 0)).isEqualTo(discount);
    assertThat(out.nextObservations().get(1, 0)).isEqualTo(next);
  }

  /** A row that has the next step too is worth more. */
  @Test
  void an_episode_that_goes_on_grows() {
    program.prepare(1);
    WholeEpisode rule = new WholeEpisode(0.5);
    rule.form(buffer, 6, out, 0);
    assertThat(out.rewards().get(0, 0)).isEqualTo(2);
    boolean[] yes = {true};
    buffer.add(1, new float[] {32}, new float[1], new double[] {8}, yes, yes, new float[] {33});
    rule.form(buffer, 6, out, 0);

    assertThat(out.rewards().get(0, 0)).isEqualTo(4);
    assertThat(out.discounts().get(0, 0)).isZero();
    assertThat(out.nextObservations().get(0, 0)).isEqualTo(33);
  }

  /** The newest row of a ring is not followed by the oldest. */
  @Test
  void an_episode_goes_on_where_the_ring_begins_again_and_ends_with_the_newest_step() {
    program.prepare(1);
    ReplayBuffer ring = new ReplayBuffer(3, 1, 1);
    boolean[] no = {false};
    for (int t = 0; t < 4; t++) {
      ring.add(
          1, new float[] {t}, new float[1], new double[] {1 << t}, no, no, new float[] {t + 1});
    }
    WholeEpisode rule = new WholeEpisode(0.5);
    rule.form(ring, 1, out, 0); // the oldest
    assertThat(out.rewards().get(0, 0)).isEqualTo(2 + 0.5f * 4 + 0.25f * 8);
    assertThat(out.nextObservations().get(0, 0)).isEqualTo(4);
    rule.form(ring, 0, out, 0); // the newest

    assertThat(out.rewards().get(0, 0)).isEqualTo(8);
    assertThat(out.discounts().get(0, 0)).isEqualTo(0.5f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_gamma_out_of_its_range_is_refused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WholeEpisode(gamma))
        .withMessage("WholeEpisode: gamma must be in [0, 1], but is " + gamma);
  }
}
