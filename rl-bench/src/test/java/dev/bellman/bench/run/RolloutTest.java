package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.Environments;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

  /** Notes what it is told and asked. */
  private static final class Noting implements Policy {
    private final List<String> notes = new ArrayList<>();

    @Override
    public void act(float[] observations, int rows, float[] actions) {
      notes.add("sees " + observations[0]);
      actions[0] = 1;
    }

    @Override
    public void episodeEnded(int row) {
      notes.add("row " + row + " anew");
    }
  }

  @Test
  void a_policy_is_told_when_an_episode_begins() {
    Noting policy = new Noting();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Rollout(Environments.make("Probe-TwoSteps-v0"), 0, nowhere)
        .print(3, Rollout.Actions.of(policy));

    assertThat(policy.notes)
        .containsExactly("row 0 anew", "sees 0.0", "sees 1.0", "row 0 anew", "sees 0.0");
  }

  @Test
  void a_policy_of_one_hot_observations_is_told_too() {
    Noting policy = new Noting();
    OneHotPolicy oneHot = new OneHotPolicy(policy, new Discrete(3));
    oneHot.episodeEnded(2);
    oneHot.act(new float[] {0}, 1, new float[1]);

    assertThat(policy.notes).containsExactly("row 2 anew", "sees 1.0");
  }
}
