package dev.bellman.envs.dataset;

/** A file that is no dataset, or one that cannot be read; the message is one sentence. */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that says what is wrong and where. */
  public DatasetException(String message) {
    super(message);
  }

  /** One sentence that says what is wrong and where, and what caused it. */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
