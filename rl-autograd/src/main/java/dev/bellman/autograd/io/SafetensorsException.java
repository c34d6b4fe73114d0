package dev.bellman.autograd.io;

/** Bytes that are no valid safetensors file, or an array in one that is not what was asked for. */
public final class SafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that says what is wrong and where. */
  public SafetensorsException(String message) {
    super(message);
  }

  /** One sentence that says what is wrong and where, and what caused it. */
  public SafetensorsException(String message, Throwable cause) {
    super(message, cause);
  }
}
