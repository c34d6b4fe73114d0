package dev.bellman.core.checkpoint;

/** Something whose state can be saved and restored, so that it goes on bit by bit as before. */
public interface Stateful {

  /** Writes everything that the future depends on. */
  void save(StateWriter out);

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws CheckpointException if an entry is missing or has another type or size
   */
  void load(StateReader in);
}
