package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KernelCaseTest {

  @Test
  void everyKernelHasACase() {
    String[] kernels =
        Arrays.stream(Kernels.class.getDeclaredMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("name") && !name.equals("lanes"))
            .map(name -> name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
            .toArray(String[]::new);
    assertThat(KernelCase.values()).extracting(Enum::name).containsExactlyInAnyOrder(kernels);
  }
}
