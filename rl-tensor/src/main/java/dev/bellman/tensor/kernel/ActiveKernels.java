package dev.bellman.tensor.kernel;

/** Chooses the kernels of this process, once. */
final class ActiveKernels {

  static final String PROPERTY = "bellman.kernels";

  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;
  private static final String SIMD = "dev.bellman.tensor.kernel.simd.SimdKernels";

  /** Null when {@link #REFUSAL} says why there are none. */
  private static final Kernels CHOSEN;

  // an exception out of this initializer would reach the caller as an Error without a sentence
  private static final String REFUSAL;

  static {
    Kernels chosen = null;
    String refusal = null;
    try {
      chosen = choose(System.getProperty(PROPERTY));
    } catch (IllegalArgumentException e) {
      refusal = e.getMessage();
    }
    CHOSEN = chosen;
    REFUSAL = refusal;
  }

  private ActiveKernels() {}

  static Kernels get() {
    if (REFUSAL != null) {
      throw new IllegalArgumentException(REFUSAL);
    }
    return CHOSEN;
  }

  /** The kernels for a value of the property, null when it is not set. */
  static Kernels choose(String wanted) {
    boolean module = ModuleLayer.boot().findModule(MODULE).isPresent();
    return switch (wanted) {
      case "scalar" -> new ScalarKernels();
      case "simd" -> {
        if (!module) {
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=simd needs the JVM option " + FLAG + ".");
        }
        yield simd();
      }
      case null -> {
        if (!module) {
          System.getLogger(Kernels.class.getPackageName())
              .log(System.Logger.Level.INFO, "Scalar kernels: for SIMD run java with " + FLAG);
          yield new ScalarKernels();
        }
        Kernels simd = simd();
        yield simd.lanes() >= 4 ? simd : new ScalarKernels();
      }
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=" + wanted + " is unknown: use scalar or simd.");
    };
  }

  private static Kernels simd() {
    try {
      return (Kernels) Class.forName(SIMD).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot load " + SIMD + ".", e);
    }
  }
}
