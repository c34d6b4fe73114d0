package dev.bellman.envs.tabular;

/**
 * A maze whose only reward is at its end: that of example 8.1 of Sutton and Barto, made for Dyna.
 *
 * <pre>{@code
 * r = 1 at the goal, else 0
 * }</pre>
 *
 * <p>Six rows of nine cells, numbered row by row; start (2, 0), goal (0, 8), where an episode
 * terminates. Actions are 0 up, 1 right, 2 down, 3 left; a move into a wall changes nothing. The
 * shortest way takes 14 steps. The cells of the walls are states that cannot be reached.
 */
public final class DynaMaze {
  private static final Grid GRID = new Grid(6, 9);
  private static final String LETTERS =
      """
      .......WG
      ..W....W.
      S.W....W.
      ..W......
      .....W...
      .........
      """
          .replace("\n", "");

  private DynaMaze() {}

  /** A maze. */
  public static TabularEnvironment of() {
    DynamicsBuilder builder = Dynamics.builder(GRID.cells(), 4);
    for (int s = 0; s < GRID.cells(); s++) {
      for (int a = 0; a < 4; a++) {
        int next = next(s, a);
        boolean arrived = LETTERS.charAt(next) == 'G';
        builder.outcome(s, a, 1, arrived && next != s ? 1 : 0, next, arrived);
      }
    }
    return new TabularEnvironment(
        builder.start(LETTERS.indexOf('S'), 1).build(), GRID.picture(LETTERS));
  }

  private static int next(int s, int a) {
    int there = GRID.moved(s, Grid.UP_RIGHT_DOWN_LEFT[a]);
    boolean stays = LETTERS.charAt(s) != '.' && LETTERS.charAt(s) != 'S';
    return stays || LETTERS.charAt(there) == 'W' ? s : there;
  }
}
