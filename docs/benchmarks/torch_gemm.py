"""Matrix products of PyTorch on one thread, to be run beside GemmBenchmark.

    python3 docs/benchmarks/torch_gemm.py [seconds a figure]

Prints the median time in microseconds of torch.mm(out=...) as written (NN), with the second factor
transposed (NT) and with the first (TN).
"""

import os
import statistics
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import torch  # noqa: E402  (reads the two variables above)

SIZES = (64, 256, 1024)


def median_microseconds(run, seconds):
    """The median over rounds of at least 200 microseconds each."""
    repeats = 1
    while True:
        start = time.perf_counter()
        for _ in range(repeats):
            run()
        if time.perf_counter() - start > 2e-4:
            break
        repeats *= 2
    rounds = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(rounds) < 5:
        start = time.perf_counter()
        for _ in range(repeats):
            run()
        rounds.append((time.perf_counter() - start) / repeats)
    return statistics.median(rounds) * 1e6


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    torch.set_num_threads(1)
    print(f"PyTorch {torch.__version__}, 1 thread, microseconds")
    for size in SIZES:
        a = torch.randn(size, size)
        b = torch.randn(size, size)
        c = torch.empty(size, size)
        products = {
            "NN": lambda: torch.mm(a, b, out=c),
            "NT": lambda: torch.mm(a, b.t(), out=c),
            "TN": lambda: torch.mm(a.t(), b, out=c),
        }
        for name, run in products.items():
            median_microseconds(run, seconds / 4)
            print(f"{name} {size} {median_microseconds(run, seconds):.2f}", flush=True)


if __name__ == "__main__":
    main()
