package dev.bellman.envs.tabular;

/**
 * Sixteen cells, and home in two corners: example 4.1 of Sutton and Barto.
 *
 * <pre>{@code
 * r = −1 a step
 * }</pre>
 *
 * <p>Four rows of four cells, numbered row by row; an episode starts in any of the fourteen cells
 * between 0 and 15, all equally likely, and terminates in these. Actions are 0 up, 1 right, 2 down,
 * 3 left; one that would leave the grid changes nothing.
 */
public final class GridWorld {
  private static final Grid GRID = new Grid(4, 4);
  private static final int LAST = GRID.cells() - 1;

  private GridWorld() {}

  /** A grid. */
  public static TabularEnvironment of() {
    DynamicsBuilder builder = Dynamics.builder(GRID.cells(), 4);
    for (int s = 0; s < GRID.cells(); s++) {
      boolean home = isHome(s);
      for (int a = 0; a < 4; a++) {
        int next = home ? s : GRID.moved(s, Grid.UP_RIGHT_DOWN_LEFT[a]);
        builder.outcome(s, a, 1, home ? 0 : -1, next, isHome(next));
      }
      if (!home) {
        builder.start(s, 1.0 / (GRID.cells() - 2));
      }
    }
    String letters = "G" + ".".repeat(LAST - 1) + "G";
    return new TabularEnvironment(builder.build(), GRID.picture(letters));
  }

  private static boolean isHome(int cell) {
    return cell == 0 || cell == LAST;
  }
}
