package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.bench.config.UsageException;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Who learns where. */
class AlgorithmsTest {

  @Test
  void an_algorithm_of_discrete_actions_names_those_of_continuous_ones() {
    misfit("dqn", "Pendulum-v1")
        .hasMessageContaining("dqn does not learn in Pendulum-v1")
        .hasMessageContaining("whose actions are continuous: there learn ")
        .hasMessageMatching(".*\\b(sac|td3), .*")
        .hasMessageContaining(" ppo,")
        .hasMessageNotContainingAny("double-dqn", "q-learning", "td3-bc", "iql");
  }

  @Test
  void an_algorithm_of_continuous_actions_names_those_of_discrete_ones() {
    misfit("sac", "CartPole-v1")
        .hasMessageContaining("whose actions are discrete: there learn fqi, dqn,")
        .hasMessageContaining(" discrete-sac,")
        .hasMessageNotContainingAny("td3", "q-learning", "discrete-cql");
  }

  @Test
  void tables_need_finitely_many_observations() {
    misfit("q-learning", "CartPole-v1")
        .hasMessageContaining("whose observations are continuous")
        .hasMessageNotContainingAny("sarsa", "policy-iteration");
  }

  @Test
  void an_algorithm_that_learns_from_a_dataset_names_others_that_do() {
    misfit("td3-bc", "CartPole-v1")
        .hasMessageContaining("discrete-cql")
        .hasMessageNotContainingAny("dqn,", "ppo");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> misfit(
      String algorithm, String environment) {
    EnvironmentFactory environments = Worlds.factory(environment, Map.of());
    return assertThatThrownBy(() -> Algorithms.all().find(algorithm, environment, environments))
        .isInstanceOf(UsageException.class);
  }
}
