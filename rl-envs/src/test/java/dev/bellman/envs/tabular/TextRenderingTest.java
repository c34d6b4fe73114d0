package dev.bellman.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextRenderingTest {
  private final float[] seen = new float[1];

  @Test
  void aTaxiIsDrawnWithPassengerAndDestination() {
    TabularEnvironment taxi = Taxi.of();
    taxi.reset(0, seen, 0);
    assertThat(seen[0]).isEqualTo(314);
    assertThat(taxi.render())
        .isEqualTo(
            """
            +---------+
            |R: | : :G|
            | : | : : |
            | : : : : |
            |o| : | : |
            |Y| : |B: |
            +---------+
            passenger at B, taxi o, destination Y""");
  }

  @Test
  void aTaxiWithItsPassengerLooksDifferent() {
    Dynamics dynamics = Taxi.of().dynamics();
    int aboard = dynamics.reached(dynamics.outcome(1, 4, 0)); // red, to green
    assertThat(aboard).isEqualTo(17);
    TabularEnvironment taxi = Taxi.of();
    for (long seed = 0; seen[0] != 1; seed++) {
      taxi.reset(seed, seen, 0);
    }
    taxi.step(new float[] {4}, 0, seen, 0);
    assertThat(seen[0]).isEqualTo(17);
    assertThat(taxi.render())
        .contains("|@: | : :G|")
        .endsWith("passenger in the taxi @, destination G");
  }

  @Test
  void gridsMarkWhereOneIs() {
    TabularEnvironment cliff = CliffWalking.of(false);
    cliff.reset(0, seen, 0);
    assertThat(cliff.render()).endsWith("\n[S] C  C  C  C  C  C  C  C  C  C  G ").hasLineCount(4);
    TabularEnvironment maze = DynaMaze.of();
    maze.reset(0, seen, 0);
    assertThat(maze.render()).contains("[S] .  W  .  .  .  .  W  . ");
    TabularEnvironment walk = RandomWalk.five();
    walk.reset(0, seen, 0);
    assertThat(walk.render()).isEqualTo(" |  .  . [.] .  .  | ");
  }

  @Test
  void whatHasNoPictureIsANumber() {
    TabularEnvironment garnet = Garnet.of(5, 2, 2, 0);
    garnet.reset(0, seen, 0);
    assertThat(garnet.render()).isEqualTo("state " + (int) seen[0]);
  }
}
