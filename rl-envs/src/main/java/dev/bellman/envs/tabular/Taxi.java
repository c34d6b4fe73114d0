package dev.bellman.envs.tabular;

/**
 * A taxi that takes a passenger to where they want to go: Gymnasium's Taxi-v4.
 *
 * <pre>{@code
 * state = ((row·5 + column)·5 + passenger)·4 + destination
 * r = 20 for bringing the passenger there, −10 for a pick-up or drop-off that makes no sense, else −1
 * }</pre>
 *
 * <p>Actions are 0 south, 1 north, 2 east, 3 west, 4 pick up, 5 drop off. Passenger and destination
 * are 0 red, 1 green, 2 yellow or 3 blue; a passenger in the taxi is 4. One may be set down at
 * another of the four places: that costs −1. An episode starts with the passenger at one place and
 * another for destination, and terminates when they have got there.
 *
 * <p>Thomas Dietterich, "Hierarchical Reinforcement Learning with the MAXQ Value Function
 * Decomposition" (2000).
 */
public final class Taxi {
  private static final int SIDE = 5;
  private static final int PLACES = 4;
  private static final int ABOARD = 4;
  private static final int STATES = SIDE * SIDE * (PLACES + 1) * PLACES;
  private static final int ACTIONS = 6;
  private static final Grid GRID = new Grid(SIDE, SIDE);

  /** Cells at odd positions; between them a colon where one can pass and a bar where not. */
  private static final String[] MAP = {
    "|R: | : :G|", "| : | : : |", "| : : : : |", "| | : | : |", "|Y| : |B: |"
  };

  private static final String[] NAMES = {"R", "G", "Y", "B"};
  private static final int[] CELLS = {
    GRID.cell(0, 0), GRID.cell(0, 4), GRID.cell(4, 0), GRID.cell(4, 3)
  };

  private Taxi() {}

  /** A taxi. */
  public static TabularEnvironment of() {
    DynamicsBuilder builder = Dynamics.builder(STATES, ACTIONS);
    for (int s = 0; s < STATES; s++) {
      int destination = s % PLACES;
      int passenger = s / PLACES % (PLACES + 1);
      int cell = s / (PLACES * (PLACES + 1));
      if (passenger != ABOARD && passenger != destination) {
        builder.start(s, 1.0 / (SIDE * SIDE * PLACES * (PLACES - 1)));
      }
      for (int a = 0; a < 4; a++) {
        builder.outcome(s, a, 1, -1, state(driven(cell, a), passenger, destination), false);
      }
      pickUp(builder, cell, passenger, destination);
      dropOff(builder, cell, passenger, destination);
    }
    return new TabularEnvironment(builder.build(), Taxi::picture);
  }

  private static int state(int cell, int passenger, int destination) {
    return (cell * (PLACES + 1) + passenger) * PLACES + destination;
  }

  private static int driven(int cell, int action) {
    int wall = 2 * GRID.column(cell);
    return switch (action) {
      case 0 -> GRID.moved(cell, 1, 0);
      case 1 -> GRID.moved(cell, -1, 0);
      case 2 -> MAP[GRID.row(cell)].charAt(wall + 2) == ':' ? cell + 1 : cell;
      default -> MAP[GRID.row(cell)].charAt(wall) == ':' ? cell - 1 : cell;
    };
  }

  private static void pickUp(DynamicsBuilder builder, int cell, int passenger, int destination) {
    boolean here = passenger != ABOARD && CELLS[passenger] == cell;
    int next = state(cell, here ? ABOARD : passenger, destination);
    builder.outcome(state(cell, passenger, destination), 4, 1, here ? -1 : -10, next, false);
  }

  private static void dropOff(DynamicsBuilder builder, int cell, int passenger, int destination) {
    int place = place(cell);
    boolean possible = passenger == ABOARD && place >= 0;
    boolean arrived = possible && place == destination;
    double reward = arrived ? 20 : possible ? -1 : -10;
    int next = state(cell, possible ? place : passenger, destination);
    builder.outcome(state(cell, passenger, destination), 5, 1, reward, next, arrived);
  }

  /** Which of the four places a cell is, or −1. */
  private static int place(int cell) {
    for (int i = 0; i < PLACES; i++) {
      if (CELLS[i] == cell) {
        return i;
      }
    }
    return -1;
  }

  private static String picture(int s) {
    int passenger = s / PLACES % (PLACES + 1);
    int cell = s / (PLACES * (PLACES + 1));
    StringBuilder out = new StringBuilder("+---------+\n");
    for (int row = 0; row < SIDE; row++) {
      StringBuilder line = new StringBuilder(MAP[row]);
      if (GRID.row(cell) == row) {
        line.setCharAt(2 * GRID.column(cell) + 1, passenger == ABOARD ? '@' : 'o');
      }
      out.append(line).append('\n');
    }
    return out.append("+---------+\npassenger ")
        .append(passenger == ABOARD ? "in the taxi @" : "at " + NAMES[passenger] + ", taxi o")
        .append(", destination ")
        .append(NAMES[s % PLACES])
        .toString();
  }
}
