package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.junit.jupiter.api.Test;

/**
 * A vector becomes an object wherever it is handed to a method that the compiler does not inline,
 * and what it inlines of ours depends on how often that has run until then: by chance. So no method
 * of ours takes or returns one. (The library's own are inlined always.)
 */
class VectorsTest {

  @Test
  void no_method_takes_or_returns_a_vector() throws IOException, ReflectiveOperationException {
    List<Class<?>> kernels = classes();

    assertThat(kernels).contains(SimdFunctions.class, SimdReductions.class);
    for (Class<?> kernel : kernels) {
      assertThat(kernel.getDeclaredMethods()).noneMatch(VectorsTest::hasVector);
    }
  }

  private static boolean hasVector(Method method) {
    Stream<Class<?>> parameters = Arrays.stream(method.getParameterTypes());
    return Stream.concat(parameters, Stream.of(method.getReturnType()))
        .anyMatch(
            type ->
                Vector.class.isAssignableFrom(type)
                    || VectorMask.class.isAssignableFrom(type)
                    || VectorShuffle.class.isAssignableFrom(type));
  }

  private static List<Class<?>> classes() throws IOException, ReflectiveOperationException {
    String name = SimdFunctions.class.getPackageName();
    URL home = SimdFunctions.class.getProtectionDomain().getCodeSource().getLocation();
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(home.getPath(), name.split("\\.")))) {
      for (Path file : files.toList()) {
        String simple = file.getFileName().toString().replace(".class", "");
        classes.add(Class.forName(name + "." + simple));
      }
    }
    return classes;
  }
}
