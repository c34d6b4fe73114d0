package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class InMemoryStateTest {
  private final InMemoryState state = new InMemoryState();

  @Test
  void whatWasWrittenIsReadFromItsScope() {
    float[] values = {1, 2};
    state.put("a", values);
    state.scope("part").put("a", 3.5);
    state.scope("part").put("n", 7L);
    values[0] = 9;

    float[] out = new float[2];
    state.get("a", out);
    assertThat(out).containsExactly(1, 2);
    assertThat(state.scope("part").getDouble("a")).isEqualTo(3.5);
    assertThat(state.scope("part").getLong("n")).isEqualTo(7);
    assertThat(state.length("a")).isEqualTo(2);
  }

  @Test
  void aMissingEntryAnotherTypeAndAnotherLengthAreRefused() {
    state.put("a", 1L, 2L);

    assertThatExceptionOfType(CheckpointException.class).isThrownBy(() -> state.getLong("b"));
    assertThatExceptionOfType(CheckpointException.class).isThrownBy(() -> state.getDouble("a"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> state.getLong("a"))
        .withMessage("get: a has 2 elements, not 1");
  }

  @Test
  void aNameIsWrittenOnce() {
    state.scope("x").put("a", 1L);

    assertThatIllegalArgumentException().isThrownBy(() -> state.scope("x").put("a", 1L));
  }
}
