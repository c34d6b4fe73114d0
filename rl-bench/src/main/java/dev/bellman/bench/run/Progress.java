package dev.bellman.bench.run;

/** Shown how a run goes. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void started(long done, long total) {}

        @Override
        public void advanced(long steps, double latestReturn) {}

        @Override
        public void close() {}
      };

  /** What a user should know before a run begins: one sentence. */
  default void note(String sentence) {}

  /** The run begins, or goes on, at step {@code done} of {@code total}. */
  void started(long done, long total);

  /**
   * So many steps are done; the return is the mean of the latest episodes, NaN before the first.
   */
  void advanced(long steps, double latestReturn);

  @Override
  void close();
}
