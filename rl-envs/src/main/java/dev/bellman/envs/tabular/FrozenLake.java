package dev.bellman.envs.tabular;

/**
 * A way over ice with holes in it: Gymnasium's FrozenLake-v1.
 *
 * <pre>{@code
 * r = 1 at the goal, else 0
 * p(a − 1), p(a), p(a + 1) = 1/3 each   (mod 4), if it is slippery
 * }</pre>
 *
 * <p>Actions are 0 left, 1 down, 2 right, 3 up; states are cells, row by row. An episode terminates
 * in a hole and at the goal.
 *
 * <p>A map is written as rows between slashes: S the start, F ice, H a hole, G a goal.
 */
public final class FrozenLake {
  private static final String SMALL = "SFFF/FHFH/FFFH/HFFG";
  private static final String LARGE =
      "SFFFFFFF/FFFFFFFF/FFFHFFFF/FFFFFHFF/FFFHFFFF/FHHFFFHF/FHFFHFHF/FFFHFFFG";

  /** Two numbers that differ in their last bit, as they do in Gymnasium. */
  private static final double MEANT = 1.0 / 3;

  private static final double ASIDE = (1 - MEANT) / 2;

  private FrozenLake() {}

  /**
   * A lake.
   *
   * @param map {@code 4x4}, {@code 8x8}, or rows such as {@code SFFF/FHFH/FFFH/HFFG}
   * @param slippery whether a third of the moves each goes to the left and to the right of where it
   *     was meant to go
   * @throws IllegalArgumentException if the map is none
   */
  public static TabularEnvironment of(String map, boolean slippery) {
    String[] rows =
        switch (map) {
          case "4x4" -> SMALL.split("/");
          case "8x8" -> LARGE.split("/");
          default -> checked(map);
        };
    Grid grid = new Grid(rows.length, rows[0].length());
    String letters = String.join("", rows);
    return new TabularEnvironment(dynamics(grid, letters, slippery), grid.picture(letters));
  }

  private static String[] checked(String map) {
    if (!map.contains("/")) {
      throw new IllegalArgumentException(
          "FrozenLake: map must be 4x4, 8x8 or rows such as SFFF/FHFH/FFFH/HFFG, but is " + map);
    }
    String[] rows = map.split("/", -1);
    for (String row : rows) {
      if (row.isEmpty() || row.length() != rows[0].length()) {
        throw new IllegalArgumentException(
            "FrozenLake: the rows of a map must have one equal length > 0, but those of "
                + map
                + " have not");
      }
    }
    for (int i = 0; i < map.length(); i++) {
      if ("SFHG/".indexOf(map.charAt(i)) < 0) {
        throw new IllegalArgumentException(
            "FrozenLake: a map's letters must be S, F, H and G, but "
                + map
                + " has "
                + map.charAt(i));
      }
    }
    long starts = map.chars().filter(letter -> letter == 'S').count();
    if (starts != 1) {
      throw new IllegalArgumentException(
          "FrozenLake: a map must have one start S, but " + map + " has " + starts);
    }
    if (map.indexOf('G') < 0) {
      throw new IllegalArgumentException(
          "FrozenLake: a map must have a goal G, but " + map + " has none");
    }
    return rows;
  }

  private static Dynamics dynamics(Grid grid, String letters, boolean slippery) {
    DynamicsBuilder builder = Dynamics.builder(grid.cells(), 4);
    for (int s = 0; s < grid.cells(); s++) {
      for (int a = 0; a < 4; a++) {
        if (ends(letters, s)) {
          builder.outcome(s, a, 1, 0, s, true);
        } else if (slippery) {
          slide(builder, grid, letters, s, a, (a + 3) % 4, ASIDE);
          slide(builder, grid, letters, s, a, a, MEANT);
          slide(builder, grid, letters, s, a, (a + 1) % 4, ASIDE);
        } else {
          slide(builder, grid, letters, s, a, a, 1);
        }
      }
    }
    return builder.start(letters.indexOf('S'), 1).build();
  }

  private static void slide(
      DynamicsBuilder builder, Grid grid, String letters, int s, int a, int direction, double p) {
    int next = grid.moved(s, Grid.LEFT_DOWN_RIGHT_UP[direction]);
    double reward = letters.charAt(next) == 'G' ? 1 : 0;
    builder.outcome(s, a, p, reward, next, ends(letters, next));
  }

  private static boolean ends(String letters, int cell) {
    return "GH".indexOf(letters.charAt(cell)) >= 0;
  }
}
