package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.policy.DiscreteSac;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After which updates networks have moved. */
class DelayedUpdateTest {

  private static List<Integer> moves(
      OffPolicyLearner learner, RandomTransitions source, String network) {
    Parameters parameters = learner.parameters().get(network);
    List<Integer> moves = new ArrayList<>();
    for (int update = 1; update <= 9; update++) {
      float[] before = parameters.values().clone();
      learner.update(source, 1);
      if (!Arrays.equals(before, parameters.values())) {
        moves.add(update);
      }
    }
    return moves;
  }

  @Test
  void the_policy_and_all_targets_of_td3_wait_for_the_critics() {
    Td3.Config config =
        Variation.of(
            Td3.Config.defaults(), Map.of("policyDelay", 3, "batchSize", 8, "hidden", List.of(4)));
    for (String network : List.of("policy", "policyTarget", "targets")) {
      Td3 td3 = new Td3(3, Box.uniform(2, -1, 1), config, Seeds.of(1));
      assertThat(moves(td3, RandomTransitions.box(2), network))
          .as(network)
          .containsExactly(3, 6, 9);
    }
    Td3 td3 = new Td3(3, Box.uniform(2, -1, 1), config, Seeds.of(1));
    assertThat(moves(td3, RandomTransitions.box(2), "critics")).hasSize(9);
  }

  @Test
  void the_targets_of_sac_follow_at_once() {
    Sac.Config config =
        Variation.of(Sac.Config.defaults(), Map.of("batchSize", 8, "hidden", List.of(4)));
    Sac sac = new Sac(3, Box.uniform(2, -1, 1), config, Seeds.of(1));

    assertThat(moves(sac, RandomTransitions.box(2), "targets")).hasSize(9);
  }

  @Test
  void the_targets_of_discrete_sac_have_a_period() {
    DiscreteSac.Config config =
        Variation.of(
            DiscreteSac.Config.defaults(),
            Map.of("targetPeriod", 4, "batchSize", 8, "hidden", List.of(4)));
    for (String network : List.of("targets", "policy")) {
      DiscreteSac sac = new DiscreteSac(3, new Discrete(3), config, Seeds.of(1));
      List<Integer> moves = moves(sac, RandomTransitions.discrete(2, 3), network);
      if (network.equals("targets")) {
        assertThat(moves).containsExactly(4, 8);
      } else {
        assertThat(moves).hasSize(9);
      }
    }
  }
}
