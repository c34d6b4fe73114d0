package dev.bellman.envs;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody who wrote an unknown name may have meant. */
public final class Nearest {
  private static final int AT_MOST = 3;

  private Nearest() {}

  /**
   * The candidates most like {@code name}, best first: at most three, and none that needs more
   * edits than half of its letters. Case does not count.
   */
  public static List<String> names(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> 2 * distance(name, candidate) <= candidate.length())
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .limit(AT_MOST)
        .toList();
  }

  /**
   * The end of a message about an unknown name: the nearest candidates, or all of them if none is
   * near, in alphabetical order.
   */
  public static String hint(String name, Collection<String> candidates) {
    List<String> nearest = names(name, candidates);
    if (!nearest.isEmpty()) {
      return "did you mean " + String.join(" or ", nearest) + "?";
    }
    if (candidates.isEmpty()) {
      return "there are none";
    }
    return "known are " + String.join(", ", candidates.stream().sorted().toList());
  }

  /** Edits (one letter changed, added or left out) from one name to the other: Levenshtein's. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
