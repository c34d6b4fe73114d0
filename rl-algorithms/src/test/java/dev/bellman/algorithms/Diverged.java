package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.training.DivergenceException;
import java.util.Arrays;
import java.util.Collection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Networks of NaN, and what is to become of those who act by them. */
public final class Diverged {
  private Diverged() {}

  /** Makes each weight NaN. */
  public static void spoil(Collection<Parameters> networks) {
    for (Parameters network : networks) {
      Arrays.fill(network.values(), Float.NaN);
      network.written();
    }
  }

  /** Requires that one sentence says which algorithm has diverged. */
  public static void requireRefused(String algorithm, ThrowingCallable act) {
    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(act)
        .withMessageStartingWith(algorithm + ": the outputs of the policy's network are no longer");
  }
}
