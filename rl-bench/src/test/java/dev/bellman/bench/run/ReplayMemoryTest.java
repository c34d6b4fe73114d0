package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.bench.config.ConfigBinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay buffer will take is said before it is there. */
class ReplayMemoryTest {
  @TempDir private Path runs;

  /** (4 + 1 + 4) floats a step and 5 for each of 64 + 10⁶/16 final observations. */
  @Test
  void a_step_has_one_observation() {
    assertThat(memory("dqn", "CartPole-v1"))
        .hasValue("a replay buffer of 1000000 steps takes 37.3 MB (experience.bufferSize)");
  }

  @Test
  void discrete_observations_count_as_networks_see_them() {
    assertThat(memory("dqn", "Taxi-v4").orElseThrow()).contains("takes 2145.4 MB");
  }

  @Test
  void a_setting_deeper_in_counts_too() {
    assertThat(memory("mbpo", "Pendulum-v1").orElseThrow()).contains("base.experience.bufferSize");
  }

  @Test
  void who_has_none_says_nothing() {
    assertThat(memory("ppo", "CartPole-v1")).isEmpty();
  }

  @Test
  void it_is_said_before_the_run_begins() {
    Map<String, String> settings = new LinkedHashMap<>(settings(Algorithms.all().find("dqn")));
    settings.put("experience.bufferSize", "1000");
    settings.put("hidden", "4");
    List<String> said = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void note(String sentence) {
            said.add(sentence);
          }

          @Override
          public void started(long done, long total) {
            said.add("started");
          }

          @Override
          public void advanced(long steps, double latestReturn) {}

          @Override
          public void close() {}
        };
    RunConfig config =
        new RunConfig("dqn", "CartPole-v1", Map.of(), 0, 1, 64, 64, 0, 1, 64, "", settings);
    TrainingRun.start(config, new RunFolder(runs.resolve("a")), Algorithms.all(), progress);

    assertThat(said).hasSize(2).last().isEqualTo("started");
    assertThat(said.getFirst()).startsWith("a replay buffer of 1000 steps takes 0.0 MB");
  }

  private static Optional<String> memory(String algorithm, String environment) {
    AlgorithmEntry<?> entry = Algorithms.all().find(algorithm);
    return entry.replayMemory(settings(entry), Worlds.factory(environment, Map.of()));
  }

  private static Map<String, String> settings(AlgorithmEntry<?> entry) {
    return ConfigBinding.write((Record) entry.defaults());
  }
}
