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
  void what_is_measured_are_algorithms() {
    assertThat(names()).contains("ppo", "dqn", "td3", "sac");
    assertThat(Algorithms.all().names()).containsAll(names());
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
