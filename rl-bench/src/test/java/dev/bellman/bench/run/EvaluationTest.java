package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final EnvironmentFactory CART_POLE = Worlds.factory("CartPole-v1", Map.of());

  /** Pushes against the pole's fall: for a while. */
  private static final Policy REACTIVE =
      (observations, rows, actions) -> {
        for (int i = 0; i < rows; i++) {
          actions[i] = observations[4 * i + 2] > 0 ? 1 : 0;
        }
      };

  @Test
  void sideBySideIsAsOneByOne() {
    Evaluation evaluation = Evaluation.of(REACTIVE, CART_POLE, 100, 7);
    Environment<?> environment = CART_POLE.make();
    float[] observation = new float[4];
    float[] action = new float[1];
    for (int episode = 0; episode < 100; episode++) {
      environment.reset(Seeds.of(7).key("evaluation", episode) >>> 1, observation, 0);
      double sum = 0;
      do {
        REACTIVE.act(observation, 1, action);
        sum += environment.step(action, 0, observation, 0);
      } while (!environment.terminated() && !environment.truncated());
      assertThat(evaluation.returns()[episode]).as("episode " + episode).isEqualTo(sum);
    }
  }

  @Test
  void theFirstEpisodesDoNotDependOnHowManyFollow() {
    double[] few = Evaluation.of(REACTIVE, CART_POLE, 3, 1).returns();
    double[] many = Evaluation.of(REACTIVE, CART_POLE, 70, 1).returns();
    assertThat(many).startsWith(few);
    assertThat(Evaluation.of(REACTIVE, CART_POLE, 3, 2).returns()).isNotEqualTo(few);
  }

  @Test
  void theDeviationIsThatOfTheReturns() {
    Evaluation evaluation = new Evaluation(new double[] {1, 3, 5, 7});
    assertThat(evaluation.mean()).isEqualTo(4);
    assertThat(evaluation.std()).isCloseTo(Math.sqrt(5), within(1e-12));
  }
}
