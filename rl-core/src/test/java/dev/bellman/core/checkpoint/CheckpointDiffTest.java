package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.io.SafeTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDiffTest {
  @TempDir Path left;
  @TempDir Path right;

  private Optional<CheckpointDiff> diff(Agent a, Agent b) {
    Checkpoint.write(left, a.step, Map.of("kernels", "simd"), a, a.networks());
    Checkpoint.write(right, b.step, Map.of("kernels", "simd"), b, b.networks());
    return CheckpointDiff.first(left, right);
  }

  @Test
  void equalCheckpointsDoNotDiffer() {
    assertThat(diff(new Agent(7), new Agent(7))).isEmpty();
  }

  @Test
  void stepsComeFirst() {
    assertThat(diff(new Agent(7), new Agent(8)))
        .hasValue(new CheckpointDiff("manifest.json", "step", -1, "7", "8"));
  }

  @Test
  void findsTheElement() {
    Agent b = new Agent(7);
    b.weights[4] = 8;
    b.weights[5] = 9;
    assertThat(diff(new Agent(7), b).map(CheckpointDiff::toString))
        .hasValue(
            "state-000000000007.safetensors: networks.actor.weight[4] is 7.5 (0x40f00000) in the"
                + " first and 8.0 (0x41000000) in the second");
  }

  @Test
  void bitsCount() {
    Agent b = new Agent(7);
    b.mean[0] = 0.0;
    CheckpointDiff diff = diff(new Agent(7), b).orElseThrow();
    assertThat(diff.array()).isEqualTo("normaliser.mean");
    assertThat(diff.element()).isZero();
    assertThat(diff.left()).isEqualTo("-0.0 (0x8000000000000000)");
  }

  @Test
  void findsArraysThatAreMissingOrOfAnotherShape() {
    Agent a = new Agent(7);
    diff(a, a);
    Checkpoint.write(
        right,
        7,
        Map.of("kernels", "simd"),
        a,
        List.of(a.networks().get(0), SafeTensor.of("actor.bias", new float[] {7, 7}, 2)));
    assertThat(CheckpointDiff.first(left, right))
        .hasValue(
            new CheckpointDiff(
                "parameters-000000000007.safetensors", "actor.bias", -1, "F32[1]", "F32[2]"));
    Checkpoint.write(right, 7, Map.of("kernels", "simd"), a, a.networks().subList(0, 1));
    assertThat(CheckpointDiff.first(left, right).orElseThrow().right()).isEqualTo("nothing");
    assertThat(CheckpointDiff.first(right, left).orElseThrow().left()).isEqualTo("nothing");
  }

  @Test
  void whatIsSaidComesLast() {
    Agent a = new Agent(7);
    diff(a, a);
    Checkpoint.write(right, 7, Map.of("lanes", "16"), a, a.networks());
    assertThat(CheckpointDiff.first(left, right))
        .hasValue(new CheckpointDiff("manifest.json", "kernels", -1, "simd", "nothing"));
  }
}
