package dev.bellman.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
  private static final Seeds SEEDS = Seeds.of(11);
  private static final Policy UP = (_, rows, actions) -> Arrays.fill(actions, 0, rows, 1);

  private final List<Straw> made = new ArrayList<>();

  /** Draws a length of 1 … 40 steps; a step brings the action. */
  private static final class Straw implements Environment<Discrete> {
    private final Pcg64 random = Seeds.of(0).stream("straw");
    private long left;
    private int resets;
    private boolean endless;

    @Override
    public Space observationSpace() {
      return Box.uniform(1, 0, 40);
    }

    @Override
    public Discrete actionSpace() {
      return new Discrete(2);
    }

    @Override
    public void reset(long seed, float[] observation, int at) {
      random.seed(seed);
      reset(observation, at);
    }

    @Override
    public void reset(float[] observation, int at) {
      resets++;
      left = 1 + random.integers(40);
      observation[at] = left;
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      left--;
      observation[at] = left;
      return action[actionAt];
    }

    @Override
    public boolean terminated() {
      return left == 0 && !endless;
    }

    @Override
    public boolean truncated() {
      return false;
    }

    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {}
  }

  private Straw make() {
    made.add(new Straw());
    return made.getLast();
  }

  private static long length(int episode) {
    float[] observation = new float[1];
    new Straw().reset(SEEDS.key("evaluation", episode), observation, 0);
    return (long) observation[0];
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 100})
  void each_episode_is_that_of_its_own_seed_however_long_others_last(int episodes) {
    Evaluation evaluation = Evaluation.of(UP, this::make, episodes, SEEDS);

    assertThat(evaluation.episodes()).isEqualTo(episodes);
    for (int i = 0; i < episodes; i++) {
      assertThat(evaluation.lengths()[i]).as("episode %d", i).isEqualTo(length(i));
      assertThat(evaluation.returns()[i]).as("episode %d", i).isEqualTo(length(i));
    }
  }

  @Test
  void environments_have_equal_shares() {
    Evaluation.of(UP, this::make, 48, SEEDS);

    assertThat(made).hasSize(16).allSatisfy(straw -> assertThat(straw.resets).isEqualTo(3));
  }

  @Test
  void an_episode_that_nothing_ends_is_cut() {
    Evaluation evaluation =
        Evaluation.of(
            UP,
            () -> {
              Straw straw = make();
              straw.endless = true;
              return straw;
            },
            2,
            SEEDS);

    assertThat(evaluation.lengths()).containsExactly(10_000, 10_000);
  }

  @Test
  void short_episodes_are_not_favoured() {
    Evaluation evaluation = Evaluation.of(UP, this::make, 2000, SEEDS);

    // lengths are uniform on 1 … 40; who counts the first to finish gets less
    assertThat(evaluation.mean()).isCloseTo(20.5, within(4 * 11.54 / Math.sqrt(2000)));
  }

  /** Counts down what it saw first since it was told, as a straw does. */
  private static final class Counting implements Policy {
    private final float[] expected = new float[16];
    private int told;

    @Override
    public void act(float[] observations, int rows, float[] actions) {
      for (int row = 0; row < rows; row++) {
        if (Float.isNaN(expected[row])) {
          expected[row] = observations[row];
        }
        // a row whose share is done is carried along at 0
        assertThat(observations[row]).isEqualTo(Math.max(expected[row], 0));
        expected[row]--;
      }
    }

    @Override
    public void episodeEnded(int row) {
      expected[row] = Float.NaN;
      told++;
    }
  }

  @Test
  void a_policy_is_told_before_the_first_action_and_at_each_reset() {
    Counting policy = new Counting();
    Evaluation.of(policy, this::make, 40, SEEDS);

    assertThat(policy.told).isEqualTo(40);
  }

  @Test
  void mean_and_population_deviation_of_four_returns() {
    Evaluation evaluation = new Evaluation(new double[] {2, 4, 6, 8}, new long[4]);

    assertThat(evaluation.mean()).isEqualTo(5);
    assertThat(evaluation.std()).isEqualTo(Math.sqrt(5));
  }

  @Test
  void no_episode_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(UP, this::make, 0, SEEDS))
        .withMessage("Evaluation: episodes must be ≥ 1, but is 0");
  }
}
