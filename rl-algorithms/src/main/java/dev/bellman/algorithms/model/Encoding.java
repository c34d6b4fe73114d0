package dev.bellman.algorithms.model;

import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/**
 * What networks of a model see, a state and an action side by side (a choice as a 1 among zeros),
 * and what they are to say: the reward and the difference to the next state.
 */
final class Encoding {
  private final int observationSize;
  private final int actionSize;
  private final int choices;

  Encoding(int observationSize, Space actions) {
    this.observationSize = observationSize;
    this.actionSize = actions.size();
    this.choices = actions instanceof Discrete discrete ? discrete.n() : 0;
  }

  int observationSize() {
    return observationSize;
  }

  /** Floats an action, as the environment has it. */
  int actionSize() {
    return actionSize;
  }

  /** Floats of the state and the action. */
  int size() {
    return observationSize + (choices > 0 ? choices : actionSize);
  }

  /** Floats of the reward and the difference. */
  int targets() {
    return 1 + observationSize;
  }

  /** Writes row i of {@code s} and row j of {@code a}, {@link #size} floats. */
  void write(float[] s, int i, float[] a, int j, float[] out, int at) {
    System.arraycopy(s, i * observationSize, out, at, observationSize);
    int action = at + observationSize;
    if (choices == 0) {
      System.arraycopy(a, j * actionSize, out, action, actionSize);
      return;
    }
    for (int c = 0; c < choices; c++) {
      out[action + c] = c == (int) a[j] ? 1 : 0;
    }
  }

  /** Writes (s, a) of a row of the data, {@link #size} floats. */
  void write(ReplayBuffer data, int row, float[] out, int at) {
    write(data.observations(), row, data.actions(), row, out, at);
  }

  /** Writes (r, s′ − s) of a row of the data, {@link #targets} floats. */
  void writeTarget(ReplayBuffer data, int row, float[] out, int at) {
    out[at] = data.rewards()[row];
    int from = row * observationSize;
    float[] nextRows = data.nextRows(row);
    int next = data.nextRow(row) * observationSize;
    for (int i = 0; i < observationSize; i++) {
      out[at + 1 + i] = nextRows[next + i] - data.observations()[from + i];
    }
  }
}
