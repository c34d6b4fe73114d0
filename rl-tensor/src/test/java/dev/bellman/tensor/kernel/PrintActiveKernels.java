package dev.bellman.tensor.kernel;

/** A program of its own: prints which kernels a JVM with other options chooses. */
final class PrintActiveKernels {

  private PrintActiveKernels() {}

  public static void main(String[] arguments) {
    try {
      System.out.println(Kernels.active().name());
      System.out.println(Kernels.active() == Kernels.active());
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
  }
}
