package dev.bellman.core.checkpoint;

/** Something whose state can be saved and restored, so that it goes on bit by bit as before. */
public interface Stateful {

  /**
   * Writes everything that the future depends on.
   *
   * <p>Changes nothing: one checkpoint calls this several times (first for the sizes, then for the
   * values, so that nothing is copied), and each call must write the same entries in the same
   * order.
   */
  void save(StateWriter out);

  /**
   * Reads all that {@link #save} wrote; an entry left over is an error of the checkpoint.
   *
   * @throws CheckpointException if an entry is missing or has another type or size
   */
  void load(StateReader in);
}
