package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.algorithms.Variation;
import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.algorithms.model.Pets.Propagation;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two elites, which say that s moves by a + 1 and by a − 1. */
class ParticleReturnsTest {
  private static final int HORIZON = 4;
  private static final int MANY = 4000;

  /** Pays s′ to some power, and ends above 2½. */
  private record Paying(int power) implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      throw new AssertionError("the model says what follows");
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return Math.pow(s2[s2At], power);
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return s2[at] > 2.5f;
    }
  }

  private static ParticleReturns returns(
      int power, Terminations ends, int particles, double gamma, Propagation propagation) {
    DynamicsModel model =
        Models.model(
            1,
            1,
            Models.linear(Map.of("rewards", Rewards.KNOWN, "terminations", ends)),
            Optional.of(new Paying(power)));
    Parameters elites = model.parameters().get("elites");
    Parameter weight = elites.all().get(0); // [2 · 2, 2]: s and a to r and s′ − s
    Parameter bias = elites.all().get(1);
    float[] values = elites.values();
    Arrays.fill(values, 0);
    for (int member = 0; member < 2; member++) {
      values[weight.at() + (2 * member + 1) * 2 + 1] = 1;
      values[bias.at() + 2 * member + 1] = member == 0 ? 1 : -1;
    }
    elites.written();
    return new ParticleReturns(
        model.steps("test"),
        HORIZON,
        particles,
        gamma,
        propagation,
        Seeds.of(2).stream("particles"));
  }

  private static double[] run(ParticleReturns returns, float start, float[] sequences) {
    double[] out = new double[sequences.length / HORIZON];
    returns.returns(new float[] {99, start, 99}, 1, out.length, sequences, out);
    return out;
  }

  /** Each particle keeps its constant: all squares are t². */
  @Test
  void particles_of_ts_infinity_keep_their_elite() {
    double[] out =
        run(returns(2, Terminations.NEVER, MANY, 1, Propagation.TS_INFINITY), 0, new float[4]);
    assertThat(out[0]).isCloseTo(1 + 4 + 9 + 16, within(1e-9));
  }

  /** A random walk: the mean of the squares is t. */
  @Test
  void particles_of_ts1_change_it_at_random() {
    double[] out = run(returns(2, Terminations.NEVER, MANY, 1, Propagation.TS1), 0, new float[4]);
    assertThat(out[0]).isCloseTo(1 + 2 + 3 + 4, within(0.6)).isNotEqualTo(10);
  }

  /** Each step moves as many up as down, whatever the propagation. */
  @ParameterizedTest
  @EnumSource
  void sequences_are_followed_and_discounted(Propagation propagation) {
    float[] sequences = {1, 2, 3, 4, 0, 0, 0, 0, -1, 1, -1, .5f};
    double[] out = run(returns(1, Terminations.NEVER, 6, 0.5, propagation), 10, sequences);

    assertThat(out[0]).isCloseTo(11 + 13 / 2.0 + 16 / 4.0 + 20 / 8.0, within(1e-5));
    assertThat(out[1]).isCloseTo(10 * (1 + 1 / 2.0 + 1 / 4.0 + 1 / 8.0), within(1e-5));
    assertThat(out[2]).isCloseTo(9 + 10 / 2.0 + 9 / 4.0 + 9.5 / 8, within(1e-5));
  }

  /**
   * One goes 1, 2, 3 and is over, the other −1, −2, −3, −4: the last step of the first is not paid,
   * though its state would have moved on.
   */
  @Test
  void nothing_is_paid_to_a_particle_whose_episode_is_over() {
    double[] out =
        run(returns(1, Terminations.KNOWN, 2, 1, Propagation.TS_INFINITY), 0, new float[4]);
    assertThat(out[0]).isCloseTo((1 + 2 + 3 - 1 - 2 - 3 - 4) / 2.0, within(1e-6));
  }

  /**
   * A walk from 2, over at 3: its steps lead to 2 on average, then, of the half that goes on from
   * 1, to 1 and to 1, and of three quarters of these to ⅓.
   */
  @Test
  void what_is_over_is_handed_round_with_its_particle() {
    double[] out = run(returns(1, Terminations.KNOWN, MANY, 1, Propagation.TS1), 2, new float[4]);
    assertThat(out[0]).isCloseTo(2 + 0.5 + 0.5 + 0.5 * 0.75 / 3, within(0.1));
  }

  @Test
  void it_goes_on_where_it_was_saved() {
    ParticleReturns first = returns(2, Terminations.NEVER, 6, 1, Propagation.TS1);
    run(first, 0, new float[4]);
    InMemoryState middle = InMemoryState.of(first);
    double[] expected = run(first, 0, new float[40]);

    ParticleReturns second = returns(2, Terminations.NEVER, 6, 1, Propagation.TS1);
    middle.restore(second);
    assertThat(run(second, 0, new float[40])).containsExactly(expected);
  }

  @Test
  void particles_that_are_no_multiple_of_the_elites_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variation.of(Pets.Config.defaults(), "particles", 7))
        .withMessage("pets: particles must be a multiple of model.elites = 5, but is 7");
  }
}
