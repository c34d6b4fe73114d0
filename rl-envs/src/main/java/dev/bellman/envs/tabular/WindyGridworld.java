package dev.bellman.envs.tabular;

/**
 * A wind from below pushes who crosses the middle: example 6.5 of Sutton and Barto.
 *
 * <pre>{@code
 * cell′ = cell + move − (wind of the cell's column) rows
 * r = −1 a step
 * }</pre>
 *
 * <p>Seven rows of ten cells, numbered row by row; start (3, 0), goal (3, 7), where an episode
 * terminates. Actions are 0 up, 1 right, 2 down, 3 left. The shortest way takes 15 steps.
 */
public final class WindyGridworld {
  private static final Grid GRID = new Grid(7, 10);
  private static final int[] WIND = {0, 0, 0, 1, 1, 1, 2, 2, 1, 0};
  private static final int START = GRID.cell(3, 0);
  private static final int GOAL = GRID.cell(3, 7);

  private WindyGridworld() {}

  /** A grid with wind. */
  public static TabularEnvironment of() {
    DynamicsBuilder builder = Dynamics.builder(GRID.cells(), 4);
    StringBuilder letters = new StringBuilder();
    for (int s = 0; s < GRID.cells(); s++) {
      int wind = WIND[GRID.column(s)];
      letters.append(s == START ? 'S' : s == GOAL ? 'G' : ".^:".charAt(wind));
      for (int a = 0; a < 4; a++) {
        int[] move = Grid.UP_RIGHT_DOWN_LEFT[a];
        int next = s == GOAL ? s : GRID.moved(s, move[0] - wind, move[1]);
        builder.outcome(s, a, 1, s == GOAL ? 0 : -1, next, next == GOAL);
      }
    }
    return new TabularEnvironment(
        builder.start(START, 1).build(), GRID.picture(letters.toString()));
  }
}
