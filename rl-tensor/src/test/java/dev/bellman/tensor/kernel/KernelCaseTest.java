package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelCaseTest {
  /** What kernels say of themselves. */
  private static final Set<String> FIGURES = Set.of("name", "lanes", "packedSize", "sparse");

  @Test
  void everyKernelHasACase() {
    String[] kernels =
        Arrays.stream(Kernels.class.getDeclaredMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !FIGURES.contains(name))
            .map(name -> name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
            .toArray(String[]::new);
    assertThat(KernelCase.values()).extracting(Enum::name).containsExactlyInAnyOrder(kernels);
  }
}
