package dev.bellman.bench.config;

/** A request that cannot be met as it stands: the user can mend it, and the message says how. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that says what to do. */
  public UsageException(String message) {
    super(message);
  }
}
