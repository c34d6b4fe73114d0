package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellman.envs.Environments;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenLakeTest {

  @Test
  void aMapOfOnesOwnIsWalked() {
    TabularEnvironment lake = FrozenLake.of("FSF/FHG", false);
    float[] seen = new float[1];
    lake.reset(0, seen, 0);
    assertThat(seen[0]).isEqualTo(1);
    assertThat(lake.render()).isEqualTo(" F [S] F \n F  H  G ");

    assertThat(lake.step(new float[] {2}, 0, seen, 0)).isZero();
    assertThat(lake.terminated()).isFalse();
    assertThat(lake.step(new float[] {1}, 0, seen, 0)).isEqualTo(1);
    assertThat(lake.terminated()).isTrue();
    assertThat(seen[0]).isEqualTo(5);
    assertThat(lake.render()).isEqualTo(" F  S  F \n F  H [G]");
  }

  @Test
  void aHoleEndsWithoutReward() {
    TabularEnvironment lake = FrozenLake.of("FSF/FHG", false);
    float[] seen = new float[1];
    lake.reset(0, seen, 0);
    assertThat(lake.step(new float[] {1}, 0, seen, 0)).isZero();
    assertThat(lake.terminated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5x5; map must be 4x4, 8x8 or rows such as SFFF/FHFH/FFFH/HFFG, but is 5x5",
        "SF/G; the rows of a map must have one equal length > 0, but those of SF/G have not",
        "/; the rows of a map must have one equal length > 0, but those of / have not",
        "SX/FG; a map's letters must be S, F, H and G, but SX/FG has X",
        "FF/FG; a map must have one start S, but FF/FG has 0",
        "SS/FG; a map must have one start S, but SS/FG has 2",
        "SF/FF; a map must have a goal G, but SF/FF has none"
      })
  void aMapThatIsNoneIsRefusedWithItsReason(String map, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.make("FrozenLake-v1", Map.of("map", map)))
        .withMessage("FrozenLake: " + reason);
  }

  @Test
  void anActionOutOfRangeIsNamed() {
    var lake = Environments.make("FrozenLake-v1");
    float[] seen = new float[1];
    lake.reset(0, seen, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake.step(new float[] {4}, 0, seen, 0))
        .withMessage("step: the action must be one of 0 … 3, but is 4.0");
  }
}
