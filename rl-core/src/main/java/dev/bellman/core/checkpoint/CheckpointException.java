package dev.bellman.core.checkpoint;

/** A checkpoint that cannot be read (missing, cut off, altered, of something else) or written. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that says what is wrong and where. */
  public CheckpointException(String message) {
    super(message);
  }

  /** One sentence that says what is wrong and where, and what caused it. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
