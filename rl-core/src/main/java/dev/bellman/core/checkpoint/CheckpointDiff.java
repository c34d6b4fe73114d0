package dev.bellman.core.checkpoint;

import dev.bellman.autograd.io.SafeTensor;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where two checkpoints differ first.
 *
 * @param file the file of the first checkpoint that differs
 * @param array the array in it, or the field of the manifest
 * @param element the index in the array, row-major, or −1 if the arrays differ as wholes
 * @param left what the first checkpoint has there
 * @param right what the second has there
 */
public record CheckpointDiff(String file, String array, long element, String left, String right) {

  /**
   * Compares the steps, the bits of the state and of the weights, and at last what is said about
   * them.
   *
   * @throws CheckpointException if one of them cannot be read
   */
  public static Optional<CheckpointDiff> first(Path left, Path right) {
    Checkpoint a = Checkpoint.read(left);
    Checkpoint b = Checkpoint.read(right);
    if (a.step() != b.step()) {
      return inManifest("step", String.valueOf(a.step()), String.valueOf(b.step()));
    }
    return first(a.stateFile(), a.arrays(), b.arrays())
        .or(() -> first(a.weightsFile(), a.weights(), b.weights()))
        .or(() -> about(a.about(), b.about()));
  }

  private static Optional<CheckpointDiff> first(
      Path file, Map<String, SafeTensor> left, Map<String, SafeTensor> right) {
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      SafeTensor a = left.get(name);
      SafeTensor b = right.get(name);
      String at = file.getFileName().toString();
      if (!kind(a).equals(kind(b))) {
        return Optional.of(new CheckpointDiff(at, name, -1, kind(a), kind(b)));
      }
      long element = a.mismatch(b);
      if (element >= 0) {
        return Optional.of(
            new CheckpointDiff(at, name, element, show(a, element), show(b, element)));
      }
    }
    return Optional.empty();
  }

  private static String show(SafeTensor tensor, long element) {
    return element < tensor.elements() ? tensor.toString(element) : "nothing";
  }

  private static String kind(SafeTensor tensor) {
    return tensor == null ? "nothing" : tensor.toString().substring(tensor.name().length() + 1);
  }

  private static Optional<CheckpointDiff> about(
      Map<String, String> left, Map<String, String> right) {
    Set<String> keys = new LinkedHashSet<>(left.keySet());
    keys.addAll(right.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(left.get(key), right.get(key)))
        .findFirst()
        .flatMap(
            key ->
                inManifest(
                    key, left.getOrDefault(key, "nothing"), right.getOrDefault(key, "nothing")));
  }

  private static Optional<CheckpointDiff> inManifest(String field, String left, String right) {
    return Optional.of(new CheckpointDiff(Manifest.FILE, field, -1, left, right));
  }

  /** One sentence. */
  @Override
  public String toString() {
    String where = element < 0 ? array : array + "[" + element + "]";
    return file + ": " + where + " is " + left + " in the first and " + right + " in the second";
  }
}
