package dev.bellman.envs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceJsonTest {

  @Test
  void aSpaceReadsBackAsItWasWritten() {
    float infinity = Float.POSITIVE_INFINITY;
    List<Space> spaces =
        List.of(
            new Discrete(4),
            MultiDiscrete.of(3, 2),
            new Box(
                new float[] {-infinity, 0.1f, -3.4028235e38f}, new float[] {infinity, 0.2f, 8}));
    for (Space space : spaces) {
      assertThat(SpaceJson.read(SpaceJson.write(space))).isEqualTo(space);
    }
    assertThat(SpaceJson.write(new Discrete(4)))
        .isEqualTo("{\"type\":\"Discrete\",\"dtype\":\"int64\",\"start\":0,\"n\":4}");
  }

  @Test
  void whatPythonWritesIsRead() {
    String box =
        "{\"type\": \"Box\", \"dtype\": \"float32\", \"shape\": [2, 2], \"low\": [[-Infinity,"
            + " -1.0], [-1, 0.10000000149011612]], \"high\": [[Infinity, 1.0], [1, 2.0]]}";
    assertThat(SpaceJson.read(box))
        .isEqualTo(
            new Box(
                new float[] {Float.NEGATIVE_INFINITY, -1, -1, 0.1f},
                new float[] {Float.POSITIVE_INFINITY, 1, 1, 2}));
  }

  @Test
  void whatNoRowOfFloatsCanHoldIsRefused() {
    assertRefused("{\"type\": \"Dict\", \"subspaces\": {\"a\": {\"type\": \"Box\"}}}", "'Dict'");
    assertRefused("{\"type\": \"Discrete\", \"n\": 3, \"start\": 1}", "must start at 0");
    assertRefused("{\"type\": \"Discrete\", \"n\": 0}", "refused: Discrete: n must be");
    assertRefused("{\"type\": \"Discrete\"}", "no n");
    assertRefused("{\"type\": \"Box\", \"low\": [\"a\"]}", "no number");
    assertRefused("[]", "no JSON object");
    assertRefused("{\"type\": \"Box", "no valid JSON");
  }

  private static void assertRefused(String json, String sentence) {
    assertThatThrownBy(() -> SpaceJson.read(json))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(sentence);
  }
}
