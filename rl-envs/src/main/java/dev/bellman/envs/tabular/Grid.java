package dev.bellman.envs.tabular;

import java.util.function.IntFunction;

/**
 * Cells in rows and columns, numbered row by row from the upper left.
 *
 * @param rows how many, ≥ 1
 * @param columns how many, ≥ 1
 */
record Grid(int rows, int columns) {

  /** What 0 up, 1 right, 2 down and 3 left change of row and column. */
  static final int[][] UP_RIGHT_DOWN_LEFT = {{-1, 0}, {0, 1}, {1, 0}, {0, -1}};

  /** What 0 left, 1 down, 2 right and 3 up change of row and column. */
  static final int[][] LEFT_DOWN_RIGHT_UP = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};

  int cells() {
    return rows * columns;
  }

  int cell(int row, int column) {
    return row * columns + column;
  }

  int row(int cell) {
    return cell / columns;
  }

  int column(int cell) {
    return cell % columns;
  }

  /** The cell so many rows and columns away; the border holds back what would go beyond it. */
  int moved(int cell, int byRows, int byColumns) {
    return cell(
        Math.clamp(row(cell) + byRows, 0, rows - 1),
        Math.clamp(column(cell) + byColumns, 0, columns - 1));
  }

  /** The cell that a move leads to. */
  int moved(int cell, int[] move) {
    return moved(cell, move[0], move[1]);
  }

  /**
   * Draws the cells, three characters each, with brackets around one of them.
   *
   * @param letters what is in the cells, row by row
   */
  IntFunction<String> picture(String letters) {
    return marked -> {
      StringBuilder out = new StringBuilder();
      for (int cell = 0; cell < cells(); cell++) {
        if (cell > 0 && column(cell) == 0) {
          out.append('\n');
        }
        boolean here = cell == marked;
        out.append(here ? '[' : ' ').append(letters.charAt(cell)).append(here ? ']' : ' ');
      }
      return out.toString();
    };
  }
}
