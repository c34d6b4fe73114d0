package dev.bellman.envs.tabular;

/**
 * A way along a cliff: Gymnasium's CliffWalking-v1, and example 6.6 of Sutton and Barto.
 *
 * <pre>{@code
 * r = −100 into the cliff, which leads back to the start, else −1
 * }</pre>
 *
 * <p>Four rows of twelve cells, numbered row by row; the start is 36, the goal 47 and the cliff
 * between them. Actions are 0 up, 1 right, 2 down, 3 left. An episode terminates at the goal alone.
 */
public final class CliffWalking {
  private static final Grid GRID = new Grid(4, 12);
  private static final int START = GRID.cell(3, 0);
  private static final int GOAL = GRID.cell(3, 11);

  private CliffWalking() {}

  /**
   * A cliff.
   *
   * @param slippery whether a third of the moves each goes to the left and to the right of where it
   *     was meant to go
   */
  public static TabularEnvironment of(boolean slippery) {
    DynamicsBuilder builder = Dynamics.builder(GRID.cells(), 4);
    for (int s = 0; s < GRID.cells(); s++) {
      for (int a = 0; a < 4; a++) {
        if (slippery) {
          walk(builder, s, a, (a + 3) % 4, 1.0 / 3);
          walk(builder, s, a, a, 1.0 / 3);
          walk(builder, s, a, (a + 1) % 4, 1.0 / 3);
        } else {
          walk(builder, s, a, a, 1);
        }
      }
    }
    String letters = ".".repeat(START) + "S" + "C".repeat(GOAL - START - 1) + "G";
    return new TabularEnvironment(builder.start(START, 1).build(), GRID.picture(letters));
  }

  private static void walk(DynamicsBuilder builder, int s, int a, int direction, double p) {
    int next = GRID.moved(s, Grid.UP_RIGHT_DOWN_LEFT[direction]);
    if (next > START && next < GOAL) {
      builder.outcome(s, a, p, -100, START, false);
    } else {
      builder.outcome(s, a, p, -1, next, next == GOAL);
    }
  }
}
