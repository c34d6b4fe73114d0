package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Epilogue;

/** What a layer does to each element of its affine map. */
public enum Activation {
  /** {@code x}: last layers. */
  IDENTITY,
  /** {@code tanh x}. */
  TANH,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x / (1 + e⁻ˣ)}. */
  SILU;

  /** The activation of each element. */
  public Var apply(Var x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> x.tanh();
      case RELU -> x.relu();
      case SILU -> x.silu();
    };
  }

  /** {@code t·f′(x)}: of {@code y = f(x)} where that is enough, so that x need not be kept. */
  Var gradient(Var t, Var x, Var y) {
    return switch (this) {
      case IDENTITY -> t;
      case TANH -> Var.of(new TanhGradient(), t, y);
      case RELU -> Var.of(new ReluGradient(), t, y);
      case SILU -> Var.of(new SiluGradient(), t, x);
    };
  }

  /** {@code f(x + bias)}, as what a product ends with. */
  Epilogue afterBias() {
    return switch (this) {
      case IDENTITY -> Epilogue.BIAS;
      case TANH -> Epilogue.BIAS_TANH;
      case RELU -> Epilogue.BIAS_RELU;
      case SILU -> Epilogue.BIAS_SILU;
    };
  }

  /** {@code x̄·f′}, as what a product ends with. */
  Epilogue atGradient() {
    return switch (this) {
      case IDENTITY -> Epilogue.NONE;
      case TANH -> Epilogue.TANH_GRADIENT;
      case RELU -> Epilogue.RELU_GRADIENT;
      case SILU -> Epilogue.SILU_GRADIENT;
    };
  }

  /** f of a double. */
  double value(double x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> new Tanh().value(x);
      case RELU -> new Relu().value(x);
      case SILU -> new Silu().value(x);
    };
  }
}
