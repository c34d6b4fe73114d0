package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpeedsTest {

  static Set<String> names() {
    return Algorithms.all().speeds().keySet();
  }

  @Test
  void updates_alone_can_be_measured_and_not_found() {
    assertThat(names()).contains("ppo", "dqn", "td3", "sac");
    assertThat(Algorithms.all().names()).doesNotContain("sac");
  }

  @ParameterizedTest
  @MethodSource("names")
  void updates_of_odd_sizes_run(String name) {
    Runnable update =
        Algorithms.all().speeds().get(name).prepare(new Speed.Sizes(3, 2, List.of(5), 7, 2));

    assertThatCode(
            () -> {
              for (int i = 0; i < 3; i++) {
                update.run();
              }
            })
        .doesNotThrowAnyException();
  }
}
