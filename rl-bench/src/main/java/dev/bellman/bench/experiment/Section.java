package dev.bellman.bench.experiment;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** A part of the page of results, with the runs that it is of. */
public interface Section {

  /** Makes the runs that are missing, so many at a time, with a line for each. */
  void run(int atOnce, PrintStream log);

  /**
   * The text of the runs that are finished; pictures are written beside the page, in {@code
   * images/}.
   */
  String text(Path page) throws IOException;
}
