package dev.bellman.core.training;

/** A training whose loss is no longer finite, or the network that its policy acts by. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence with the algorithm, the step and the figures. */
  public DivergenceException(String message) {
    super(message);
  }
}
