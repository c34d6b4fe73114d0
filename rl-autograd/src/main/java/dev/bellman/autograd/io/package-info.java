/**
 * Arrays in files: the safetensors format, strictly validated, and files that are whole or absent.
 *
 * <p>Read first {@link dev.bellman.autograd.io.Safetensors}, {@link
 * dev.bellman.autograd.io.SafeTensor} and {@link dev.bellman.autograd.io.AtomicFile}. A file is
 *
 * <pre>{@code
 * N (8 bytes, little-endian) · N bytes of JSON {name: {dtype, shape, [begin, end)}} · data,
 * end − begin = size(dtype) · Π shape,  the ranges in order, without holes, up to the last byte
 * }</pre>
 *
 * <p>The JSON is read by jackson-core's streaming parser, the module's one dependency: nothing in a
 * file names a class or is executed.
 */
package dev.bellman.autograd.io;
