package dev.bellman.bench.experiment;

import java.util.Locale;

/** Who made the data. */
public enum Quality {
  /** Nobody: random actions. */
  RANDOM,
  /** An agent that was stopped early. */
  MEDIUM,
  /** That agent while it learned. */
  MEDIUM_REPLAY,
  /** Half of each. */
  MEDIUM_EXPERT,
  /** An agent that learned to the end. */
  EXPERT;

  /** The quality of a label. */
  static Quality of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As in file names and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
