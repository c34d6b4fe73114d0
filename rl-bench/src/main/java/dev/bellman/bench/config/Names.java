package dev.bellman.bench.config;

import dev.bellman.envs.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names as users type them: their spelling, and what to say of an unknown one. */
public final class Names {
  private Names() {}

  /**
   * {@code TrustRegion} or {@code TRUST_REGION} as {@code trust-region}, {@code NStep} as {@code
   * n-step}.
   */
  public static String kebab(String name) {
    String words =
        name.replace('_', '-')
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2");
    return words.toLowerCase(Locale.ROOT);
  }

  /** A sentence about an unknown name: what it is, the nearest names, and all known ones. */
  public static UsageException unknown(String what, String name, Collection<String> known) {
    List<String> near = Nearest.names(name, known);
    String hint = near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
    String all = known.isEmpty() ? "There are none" : "Known are " + String.join(", ", known);
    return new UsageException("There is no " + what + " '" + name + "': " + hint + all);
  }
}
