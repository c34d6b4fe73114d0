package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryStateTest {

  @Test
  void restoresASnapshotAnyNumberOfTimes() {
    Agent agent = new Agent(7);
    InMemoryState before = InMemoryState.of(agent);
    for (int i = 0; i < 2; i++) {
      agent.weights[2] = -1;
      agent.step = 100;
      assertThat(InMemoryState.of(agent)).isNotEqualTo(before);
      before.restore(agent);
      assertThat(InMemoryState.of(agent)).isEqualTo(before);
    }
    assertThat(agent.weights).isEqualTo(new Agent(7).weights);
  }

  @Test
  void comparesBits() {
    Agent agent = new Agent(7);
    InMemoryState before = InMemoryState.of(agent);
    agent.mean[0] = 0.0;
    assertThat(InMemoryState.of(agent)).isNotEqualTo(before);
    agent.mean[0] = -0.0;
    assertThat(InMemoryState.of(agent)).isEqualTo(before).hasSameHashCodeAs(before);
  }

  @Test
  void scopesAreDottedPaths() {
    InMemoryState state = new InMemoryState();
    state.scope("a").scope("b").put("c", 1L, 2L);
    state.put("x", 0.5f);
    assertThat(state.tensors().keySet()).containsExactly("a.b.c", "x");
    assertThat(state.scope("a").length("b.c")).isEqualTo(2);
    long[] read = new long[2];
    state.scope("a").scope("b").get("c", read);
    assertThat(read).containsExactly(1, 2);
  }

  @Test
  void refusesNamesThatAreNoneOrTaken() {
    InMemoryState state = new InMemoryState();
    state.scope("a").put("b", 1L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.put("a.b", 1f))
        .withMessage("state: a.b is written twice");
    for (String name : List.of("", ".", "a.", ".a", "a..b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> state.put(name, 1L));
      assertThatIllegalArgumentException().isThrownBy(() -> state.scope(name));
    }
  }

  @Test
  void refusesWhatIsMissingOrOtherwise() {
    InMemoryState state = new InMemoryState();
    state.put("a", 1L);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> state.getLong("b"))
        .withMessage("state in memory: there is no b");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> state.getDouble("a"))
        .withMessage("state in memory: a I64[1] was expected to be F64[1]");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> InMemoryState.of(new Agent(1)).restore(new Half()))
        .withMessageContaining("not part of what is being restored");
  }

  private static final class Half implements Stateful {
    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {
      in.getLong("steps");
    }
  }
}
