package dev.bellman.autograd.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A named, shaped array of a safetensors file: row-major and little-endian.
 *
 * <p>Immutable: arrays go in and come out as copies.
 */
public final class SafeTensor {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** What the elements are; the names are the format's own. */
  public enum Type {
    /** A byte that is 0 or 1. */
    BOOL(1),
    /** Unsigned, 8 bits. */
    U8(1),
    /** Signed, 8 bits. */
    I8(1),
    /** A float of 5 exponent and 2 fraction bits. */
    F8_E5M2(1),
    /** A float of 4 exponent and 3 fraction bits. */
    F8_E4M3(1),
    /** Signed, 16 bits. */
    I16(2),
    /** Unsigned, 16 bits. */
    U16(2),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of an IEEE 754 binary32. */
    BF16(2),
    /** Signed, 32 bits. */
    I32(4),
    /** Unsigned, 32 bits. */
    U32(4),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8),
    /** Signed, 64 bits. */
    I64(8),
    /** Unsigned, 64 bits. */
    U64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes an element. */
    public int bytes() {
      return bytes;
    }
  }

  private final String name;
  private final Type type;
  private final long[] shape;
  private final MemorySegment content;

  SafeTensor(String name, Type type, long[] shape, MemorySegment content) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.content = content;
  }

  /**
   * An array of {@link Type#F32}.
   *
   * @throws IllegalArgumentException if the shape does not hold as many elements as are given
   */
  public static SafeTensor of(String name, float[] values, long... shape) {
    MemorySegment content = allocate(name, Type.F32, values.length, shape);
    MemorySegment.copy(values, 0, content, FLOAT, 0, values.length);
    return new SafeTensor(name, Type.F32, shape.clone(), content);
  }

  /**
   * An array of {@link Type#F64}.
   *
   * @throws IllegalArgumentException if the shape does not hold as many elements as are given
   */
  public static SafeTensor of(String name, double[] values, long... shape) {
    MemorySegment content = allocate(name, Type.F64, values.length, shape);
    MemorySegment.copy(values, 0, content, DOUBLE, 0, values.length);
    return new SafeTensor(name, Type.F64, shape.clone(), content);
  }

  /**
   * An array of {@link Type#I64}.
   *
   * @throws IllegalArgumentException if the shape does not hold as many elements as are given
   */
  public static SafeTensor of(String name, long[] values, long... shape) {
    MemorySegment content = allocate(name, Type.I64, values.length, shape);
    MemorySegment.copy(values, 0, content, LONG, 0, values.length);
    return new SafeTensor(name, Type.I64, shape.clone(), content);
  }

  /**
   * An array of any type from its little-endian bytes.
   *
   * @throws IllegalArgumentException if the shape does not hold as many elements as are given
   */
  public static SafeTensor of(String name, Type type, byte[] littleEndian, long... shape) {
    if (littleEndian.length % type.bytes() != 0) {
      throw new IllegalArgumentException(
          "SafeTensor "
              + name
              + ": "
              + littleEndian.length
              + " bytes are no whole number of "
              + type);
    }
    MemorySegment content = allocate(name, type, littleEndian.length / type.bytes(), shape);
    content.copyFrom(MemorySegment.ofArray(littleEndian));
    return new SafeTensor(name, type, shape.clone(), content);
  }

  private static MemorySegment allocate(String name, Type type, int elements, long[] shape) {
    long held = elements(shape);
    if (held != elements) {
      String holds = held < 0 ? "is no shape" : "holds " + held + " elements";
      throw new IllegalArgumentException(
          "SafeTensor "
              + name
              + ": "
              + Arrays.toString(shape)
              + " "
              + holds
              + ", but "
              + elements
              + " are given");
    }
    if (held * type.bytes() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "SafeTensor "
              + name
              + ": "
              + held
              + " elements of "
              + type
              + " are more than 2 GB; SafetensorsWriter writes such arrays without a copy");
    }
    return MemorySegment.ofArray(new byte[elements * type.bytes()]);
  }

  /** How many elements a shape holds, or −1 if a dimension is negative or the product too large. */
  static long elements(long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0) {
        return -1;
      }
      product *= dimension;
      if (product < 0) {
        return -1;
      }
    }
    return product;
  }

  /** The name, unique in its file. */
  public String name() {
    return name;
  }

  /** The type of the elements. */
  public Type type() {
    return type;
  }

  /** The dimensions, outermost first; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many elements there are. */
  public long elements() {
    return content.byteSize() / type.bytes();
  }

  /**
   * The elements as floats, exactly: of {@link Type#F32}, {@link Type#F16} or {@link Type#BF16}.
   *
   * @throws SafetensorsException if the type is another, or one Java array cannot hold them
   */
  public float[] floats() {
    if (type != Type.F32 && type != Type.F16 && type != Type.BF16) {
      throw mismatch("F32, F16 or BF16");
    }
    float[] out = new float[javaLength()];
    if (type == Type.F32) {
      MemorySegment.copy(content, FLOAT, 0, out, 0, out.length);
    } else {
      for (int i = 0; i < out.length; i++) {
        short bits = content.getAtIndex(SHORT, i);
        out[i] = type == Type.F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
      }
    }
    return out;
  }

  /**
   * The elements as doubles.
   *
   * @throws SafetensorsException if they are not {@link Type#F64}, or one Java array cannot hold
   *     them
   */
  public double[] doubles() {
    if (type != Type.F64) {
      throw mismatch("F64");
    }
    double[] out = new double[javaLength()];
    MemorySegment.copy(content, DOUBLE, 0, out, 0, out.length);
    return out;
  }

  /**
   * The elements as longs: of {@link Type#I64}, {@link Type#I32}, {@link Type#U8} or {@link
   * Type#BOOL}.
   *
   * @throws SafetensorsException if the type is another, or one Java array cannot hold them
   */
  public long[] longs() {
    if (type != Type.I64 && type != Type.I32 && type != Type.U8 && type != Type.BOOL) {
      throw mismatch("I64, I32, U8 or BOOL");
    }
    long[] out = new long[javaLength()];
    if (type == Type.I64) {
      MemorySegment.copy(content, LONG, 0, out, 0, out.length);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] =
            type == Type.I32
                ? content.getAtIndex(INT, i)
                : Byte.toUnsignedLong(content.get(ValueLayout.JAVA_BYTE, i));
      }
    }
    return out;
  }

  /**
   * Copies elements of {@link Type#F32} into all of {@code out}, without allocating.
   *
   * @throws SafetensorsException if type or length differ
   */
  public void copyTo(float[] out) {
    check(Type.F32, out.length);
    MemorySegment.copy(content, FLOAT, 0, out, 0, out.length);
  }

  /**
   * Copies elements of {@link Type#F64} into all of {@code out}, without allocating.
   *
   * @throws SafetensorsException if type or length differ
   */
  public void copyTo(double[] out) {
    check(Type.F64, out.length);
    MemorySegment.copy(content, DOUBLE, 0, out, 0, out.length);
  }

  /**
   * Copies elements of {@link Type#I64} into all of {@code out}, without allocating.
   *
   * @throws SafetensorsException if type or length differ
   */
  public void copyTo(long[] out) {
    check(Type.I64, out.length);
    MemorySegment.copy(content, LONG, 0, out, 0, out.length);
  }

  /**
   * The bytes themselves: read-only, little-endian.
   *
   * @throws SafetensorsException if there are more than 2 GB
   */
  public ByteBuffer bytes() {
    if (content.byteSize() > Integer.MAX_VALUE) {
      throw new SafetensorsException(this + ": more than one ByteBuffer can hold");
    }
    return content.asByteBuffer().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The first element whose bits differ from those of another array of the same type, or −1; where
   * one array is the beginning of the other, the shorter one's length.
   *
   * @throws IllegalArgumentException if the types differ
   */
  public long mismatch(SafeTensor other) {
    if (type != other.type) {
      throw new IllegalArgumentException("mismatch: types differ in " + this + " and " + other);
    }
    long at = content.mismatch(other.content);
    return at < 0 ? -1 : at / type.bytes();
  }

  /**
   * One element with its bits, for messages: {@code 0.5 (0x3f000000)}.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public String toString(long element) {
    long at = Math.multiplyExact(Objects.checkIndex(element, elements()), (long) type.bytes());
    StringBuilder bits = new StringBuilder("0x");
    for (int i = type.bytes() - 1; i >= 0; i--) {
      bits.append(HexFormat.of().toHexDigits(content.get(ValueLayout.JAVA_BYTE, at + i)));
    }
    return switch (type) {
      case F32 -> content.get(FLOAT, at) + " (" + bits + ")";
      case F64 -> content.get(DOUBLE, at) + " (" + bits + ")";
      case I64 -> content.get(LONG, at) + " (" + bits + ")";
      default -> bits.toString();
    };
  }

  private void check(Type wanted, int length) {
    if (type != wanted || elements() != length) {
      throw new SafetensorsException(this + ": expected " + wanted + " of " + length + " elements");
    }
  }

  private int javaLength() {
    // A little below the largest int: the limit of HotSpot's arrays.
    if (elements() > Integer.MAX_VALUE - 8) {
      throw new SafetensorsException(this + ": more elements than one Java array can hold");
    }
    return (int) elements();
  }

  private SafetensorsException mismatch(String wanted) {
    return new SafetensorsException(this + ": expected " + wanted);
  }

  MemorySegment content() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeTensor t
        && name.equals(t.name)
        && type == t.type
        && Arrays.equals(shape, t.shape)
        && content.mismatch(t.content) < 0;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  /** For example {@code actor.0.weight F32[64, 4]}. */
  @Override
  public String toString() {
    return name + " " + type + Arrays.toString(shape);
  }
}
