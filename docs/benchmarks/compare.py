"""Measures Bellman and others by turns and prints a Markdown table.

    python3 docs/benchmarks/compare.py [sac|td3|dqn|ppo|gemm|iql|td3-bc ...] [--rounds N] [--threads T]
                                       [--seconds S] [--only NAME ...]

Without cases: all. Each round measures each program once, one after the other (A B C A B C ...), so
that what else goes on on the machine meets all of them. The table has the median, the least and the
greatest of the rounds (default 5), and the ratio of the medians: over 1, Bellman is faster.
--only keeps the opponents whose name contains one of the words, for example --only jax.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RL = str(ROOT / "rl")
SIZES = {
    "sac": ["--obs", "3", "--act", "1", "--hidden", "256,256", "--batch", "256"],
    "td3": ["--obs", "3", "--act", "1", "--hidden", "256,256", "--batch", "256"],
    "iql": ["--obs", "17", "--act", "6", "--hidden", "256,256", "--batch", "256"],
    "td3-bc": ["--obs", "17", "--act", "6", "--hidden", "256,256", "--batch", "256"],
    "dqn": ["--obs", "4", "--act", "2", "--hidden", "256,256", "--batch", "64"],
}
PPO = {
    "environments": 8, "rolloutSteps": 128, "epochs": 4, "minibatches": 4, "hidden": "64,64",
}  # fmt: skip
PRODUCTS = [f"{how} {size}" for size in (64, 256, 1024) for how in ("NN", "NT", "TN")]


def output(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def last_rate(command):
    """The number of a last line like `NAME 123.4/s` or `NAME 123.4 updates/s`."""
    line = output(command).strip().splitlines()[-1]
    found = re.search(r" ([0-9.]+)(?: updates)?/s$", line)
    if not found:
        sys.exit(f"{' '.join(command)} ended with: {line}")
    return {"": float(found.group(1))}


def peer(script, *arguments):
    return [sys.executable, str(HERE / script), *map(str, arguments)]


def our_updates(case, options):
    command = [RL, "speed", case, *SIZES[case], "--threads", str(options.threads)]
    return lambda: last_rate([*command, "--seconds", str(options.seconds)])


def our_ppo(options):
    """The steady half of a training run, as its summary says."""

    def measure():
        with tempfile.TemporaryDirectory() as folder:
            command = [RL, "train", "ppo", "CartPole-v1", "--steps", "3000000"]
            command += ["--threads", str(options.threads)]
            for name, number in PPO.items():
                command += ["--set", f"{name}={number}"]
            command += ["--eval-every", "100000000", "--checkpoint-every", "100000000"]
            command += ["--eval-episodes", "1", "--quiet", "--overwrite", "--out", folder]
            output(command)
            summary = json.loads((pathlib.Path(folder) / "summary.json").read_text())
            return {"": float(summary["steadyStepsPerSecond"])}

    return measure


def our_products(options):
    """Microseconds of each product, by one fork of JMH."""

    def measure():
        with tempfile.TemporaryDirectory() as folder:
            result = os.path.join(folder, "jmh.json")
            sizes = "size=64x64x64,256x256x256,1024x1024x1024"
            command = [RL, "jmh", r"\.GemmBenchmark\.", "-p", sizes, "-f", "1", "-wi", "3", "-i", "3"]
            command += ["-w", "1", "-r", "1", "-rf", "json", "-rff", result]
            output(command)
            times = {}
            for entry in json.loads(pathlib.Path(result).read_text()):
                name = entry["benchmark"].rsplit(".", 1)[1].upper()
                size = entry["params"]["size"].split("x")[0]
                times[f"{name} {size}"] = entry["primaryMetric"]["score"]
            return times

    return measure


def torch_products(options):
    def measure():
        lines = output(peer("torch_gemm.py", options.seconds / 5)).splitlines()
        found = (re.fullmatch(r"(\w\w \d+) ([0-9.]+)", line) for line in lines)
        return {match.group(1): float(match.group(2)) for match in found if match}

    return measure


def opponents_threads(case, options):
    """Small networks may be faster on one thread: the opponent may choose."""
    return sorted({options.threads, 1} if case in ("dqn", "ppo") else {options.threads})[::-1]


def programs(case, options):
    """What is measured, ours first, by name."""
    if case == "gemm":
        return {"bellman": our_products(options), "torch-gemm": torch_products(options)}
    ours = our_ppo(options) if case == "ppo" else our_updates(case, options)
    measured = {"bellman": ours}
    for threads in opponents_threads(case, options):
        name = "" if threads == options.threads else f"-{threads}-thread"
        command = peer("jax_updates.py", case, threads, options.seconds)
        measured[f"jax-{case}{name}"] = lambda c=command: last_rate(c)
        for mode in ("eager", "compile") if case != "ppo" else ():
            for stacked in [[]] if case == "dqn" else [[], ["--stacked"]]:
                command = peer("torch_updates.py", case, mode, threads, options.seconds)
                full = "-".join(["torch", case, mode, *(s.strip("-") for s in stacked)]) + name
                measured[full] = lambda c=[*command, *stacked]: last_rate(c)
    return measured


def shown(numbers):
    median = statistics.median(numbers)
    digits = 0 if median >= 1000 else 1
    return f"{median:.{digits}f}", f"{min(numbers):.{digits}f}–{max(numbers):.{digits}f}"


def compare(case, options):
    """Prints the rows of one case."""
    measured = programs(case, options)
    if options.only:
        measured = {
            name: measure
            for name, measure in measured.items()
            if name == "bellman" or any(word in name for word in options.only)
        }
    figures = {name: {} for name in measured}
    for number in range(options.rounds):
        for name, measure in measured.items():
            for key, figure in measure().items():
                figures[name].setdefault(key, []).append(figure)
            print(f"{case}: round {number + 1} of {options.rounds}, {name}", file=sys.stderr)
    unit = {"gemm": "µs", "ppo": "steps/s"}.get(case, "updates/s")
    for key in PRODUCTS if case == "gemm" else [""]:
        ours = statistics.median(figures["bellman"][key])
        for name in measured:
            median, spread = shown(figures[name][key])
            theirs = statistics.median(figures[name][key])
            ratio = theirs / ours if case == "gemm" else ours / theirs
            what = f"{case} {key}".strip()
            print(f"| {what} | {name} | {median} {unit} | {spread} | {ratio:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = ("sac", "td3", "dqn", "ppo", "gemm", "iql", "td3-bc")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(known))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    options = parser.parse_args()
    for case in options.cases:
        if case not in known:
            parser.error(f"no case {case}; there are {', '.join(known)}")
    print("| case | program | median | least–greatest | Bellman against it |")
    print("|---|---|---|---|---|", flush=True)
    for case in options.cases or known:
        compare(case, options)


if __name__ == "__main__":
    main()
