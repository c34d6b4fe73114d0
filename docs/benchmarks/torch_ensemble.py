"""Training steps of a Gaussian ensemble in plain PyTorch, as fast as we could make them on a CPU.

    python3 docs/benchmarks/torch_ensemble.py [THREADS] [--obs 17 --act 6] [--rounds N]
                                              [--only WORD ...] [--exactly NAME ...] [--all]
                                              [--check] [--profile] [sizes, see --help]

The model of MBPO and PETS: 7 members of 4 hidden layers of 200 with SiLU, 256 rows each of its own
out of 100 000 transitions. A member's outputs are the means and log-variances of the reward and of
the differences of the observation. The loss is the Gaussian negative log-likelihood, summed over
members, with learned bounds of the log-variance and 0.01 (sum of greatest - sum of least); weights
decay by 2.5e-5, 5e-5, 7.5e-5, 7.5e-5, 1e-4 by layer. A step samples, computes the loss and its
gradient, and takes Adam's step.

Prints `torch_ensemble NAME N steps/s, ...` for each variant, the median of the rounds, which go
through the variants by turns; the last line is the fastest. --check holds losses and gradients
against float64. --profile says where the time goes.

Names: batched = all members in one product (bmm), members = a member after the other (addmm);
eager, compile = torch.compile, autotune = and max-autotune; fused or foreach = which Adam;
loss = decay as a term of the loss, otherwise by Adam, which adds the same gradient.
"""

import argparse
import ctypes
import os
import statistics
import time

parser = argparse.ArgumentParser()
parser.add_argument("threads", nargs="?", type=int, default=2)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--seconds", type=float, default=1.0, help="of a variant in a round")
parser.add_argument("--only", nargs="+", default=[], help="variants whose name has one of these")
parser.add_argument("--exactly", nargs="+", default=[], help="variants of these names")
parser.add_argument("--all", action="store_true", help="also foreach and decay in the loss")
parser.add_argument("--check", action="store_true")
parser.add_argument("--profile", action="store_true")
parser.add_argument("--one-batch", action="store_true", help="do not sample")
parser.add_argument("--plain-malloc", action="store_true", help="leave the C library as it is")
for name, size in {
    "members": 7, "layers": 4, "hidden": 200, "batch": 256, "obs": 3, "act": 1, "rows": 100_000,
}.items():  # fmt: skip
    parser.add_argument(f"--{name}", type=int, default=size)
options = parser.parse_args()
THREADS = options.threads
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(THREADS)

import torch  # noqa: E402  (reads the two variables above)
import torch.nn.functional as F  # noqa: E402

if not options.plain_malloc:
    # Freed memory stays with the process, so that a large result is not paged in anew each time.
    ctypes.CDLL(None).mallopt(-3, 1 << 25)  # M_MMAP_THRESHOLD
    ctypes.CDLL(None).mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD

torch.set_num_threads(THREADS)
torch.manual_seed(0)
MEMBERS, BATCH, LAYERS = options.members, options.batch, options.layers + 1
INPUTS, COLUMNS = options.obs + options.act, options.obs + 1
SIZES = [INPUTS] + [options.hidden] * options.layers + [2 * COLUMNS]
DECAY = [2.5e-5, 5e-5, 7.5e-5, 7.5e-5, 1e-4]
DECAY = [DECAY[min(i * 5 // LAYERS, 4)] for i in range(LAYERS)]
RATE = 1e-3
WEIGHTS = [i * o for i, o in zip(SIZES, SIZES[1:])]
# forward, gradients of weights, and gradients of inputs but for the first layer's
FLOP = 2 * MEMBERS * BATCH * (3 * sum(WEIGHTS) - WEIGHTS[0])

data = torch.randn(options.rows, INPUTS + COLUMNS)
batch = torch.empty(MEMBERS * BATCH, INPUTS + COLUMNS)
initial = []  # weights [members, in, out], the last [members, out, in]; biases; bounds
for i, o in zip(SIZES, SIZES[1:]):
    w = torch.empty(MEMBERS, i, o).uniform_(-(i**-0.5), i**-0.5)
    initial.append(w.transpose(1, 2).contiguous() if o == SIZES[-1] else w)
for o in SIZES[1:]:
    initial.append(torch.zeros(MEMBERS, 1, o) if o != SIZES[-1] else torch.zeros(MEMBERS, o, 1))
initial += [torch.full((COLUMNS,), 0.5), torch.full((COLUMNS,), -10.0)]


def sample():
    index = torch.randint(0, options.rows, (MEMBERS * BATCH,))
    torch.index_select(data, 0, index, out=batch)


def likelihood(out, y, greatest, least):
    """The negative log-likelihood, the mean over rows and columns, summed over members."""
    mean, log_variance = out[..., :COLUMNS], out[..., COLUMNS:]
    log_variance = greatest - F.softplus(greatest - log_variance)
    log_variance = least + F.softplus(log_variance - least)
    terms = (mean - y).square() * torch.exp(-log_variance) + log_variance
    return terms.sum() / (BATCH * COLUMNS)


class Variant:
    def __init__(self, name):
        self.name = name
        form, how, adam, *decay = name.split("-")
        self.one_by_one, self.eager, self.decay_in_loss = form == "members", how == "eager", decay
        tensors = [p.clone() for p in initial]
        if self.one_by_one:  # [in, out] and [out] of each member
            split = lambda p: [q.contiguous() for q in p.unbind()]  # noqa: E731
            tensors = [split(p) for p in tensors[:-2]] + tensors[-2:]
            tensors = [q for p in tensors[:-2] for q in p] + tensors[-2:]
        self.parameters = [p.requires_grad_() for p in tensors]
        count = MEMBERS if self.one_by_one else 1
        groups = [
            {
                "params": self.parameters[i * count : (i + 1) * count],
                "weight_decay": 0.0 if self.decay_in_loss else DECAY[i],
            }
            for i in range(LAYERS)
        ]
        groups.append({"params": self.parameters[LAYERS * count :], "weight_decay": 0.0})
        self.adam = torch.optim.Adam(groups, RATE, fused=adam == "fused", foreach=adam == "foreach")
        self.loss = self.loss_of
        if how != "eager":
            mode = "max-autotune-no-cudagraphs" if how == "autotune" else None
            self.loss = torch.compile(self.loss_of, mode=mode, dynamic=False)

    def outputs(self, p, x):
        """Of all members [members, rows, columns], or a list of each one's [rows, columns]."""
        if self.one_by_one:
            results = []
            for m in range(MEMBERS):
                w, b = p[m : LAYERS * MEMBERS : MEMBERS], p[LAYERS * MEMBERS + m :: MEMBERS]
                h = x[m]
                for i in range(LAYERS - 1):
                    h = F.silu(torch.addmm(b[i], h, w[i]))
                results.append(torch.addmm(b[LAYERS - 1], w[-1], h.t()).t())
            return results
        w, b = p[:LAYERS], p[LAYERS:]
        for i in range(LAYERS - 1):
            # a compiler adds the bias while it computes SiLU
            x = torch.baddbmm(b[i], x, w[i]) if self.eager else torch.bmm(x, w[i]) + b[i]
            x = F.silu(x)
        # few columns: with its factors exchanged, as in torch_pets.py
        return torch.baddbmm(b[LAYERS - 1], w[-1], x.transpose(1, 2)).transpose(1, 2)

    def loss_of(self, p, rows):
        rows = rows.view(MEMBERS, BATCH, INPUTS + COLUMNS)
        x, y = rows[..., :INPUTS], rows[..., INPUTS:]
        greatest, least = p[-2], p[-1]
        out = self.outputs(p[:-2], x)
        if self.one_by_one:
            out = torch.stack(out)
        loss = likelihood(out, y, greatest, least) + 0.01 * (greatest.sum() - least.sum())
        if self.decay_in_loss:
            count = MEMBERS if self.one_by_one else 1
            for i, w in enumerate(p[: LAYERS * count]):
                loss = loss + 0.5 * DECAY[i // count] * w.square().sum()
        return loss

    def gradients(self):
        loss = self.loss(self.parameters, batch)
        return loss, torch.autograd.grad(loss, self.parameters)

    def step(self):
        if not options.one_batch:
            sample()
        for p, g in zip(self.parameters, self.gradients()[1]):
            p.grad = g
        self.adam.step()

    def stacked(self, tensors):
        """As `initial`."""
        if not self.one_by_one:
            return list(tensors)
        count = 2 * LAYERS * MEMBERS
        return [
            torch.stack(tensors[i : i + MEMBERS]) for i in range(0, count, MEMBERS)
        ] + list(tensors[count:])  # fmt: skip


NAMES = [
    f"{form}-{how}-{adam}{decay}"
    for form in ("batched", "members")
    for how in ("eager", "compile", "autotune")
    for adam in ("fused", "foreach")
    for decay in ("", "-loss")
]
USUAL = [n for n in NAMES if n.endswith("fused")]


def chosen():
    if options.exactly:
        return options.exactly
    names = NAMES if options.all or options.only else USUAL
    return [n for n in names if not options.only or any(word in n for word in options.only)]


def expected():
    """Loss and gradients in float64, with decay."""
    p = [q.double().requires_grad_() for q in initial]
    rows = batch.double().view(MEMBERS, BATCH, INPUTS + COLUMNS)
    x = rows[..., :INPUTS]
    for w, b in zip(p[: LAYERS - 1], p[LAYERS:]):
        x = x @ w + b
        x = x * torch.sigmoid(x)
    out = (p[LAYERS - 1] @ x.transpose(1, 2) + p[2 * LAYERS - 1]).transpose(1, 2)
    greatest, least = p[-2:]
    log_variance = greatest - torch.log1p(torch.exp(greatest - out[..., COLUMNS:]))
    log_variance = least + torch.log1p(torch.exp(log_variance - least))
    error = (out[..., :COLUMNS] - rows[..., INPUTS:]) ** 2
    loss = (error / log_variance.exp() + log_variance).mean((1, 2)).sum()
    loss = loss + 0.01 * (greatest - least).sum()
    decay = sum(d / 2 * (w**2).sum() for d, w in zip(DECAY, p))
    gradients = torch.autograd.grad(loss + decay, p)
    return loss.item(), decay.item(), gradients


def check(variant, loss, decay, gradients):
    with torch.no_grad():
        for p, q in zip(variant.stacked(variant.parameters), initial):
            assert torch.equal(p, q), "already trained"
    found, by_variant = variant.gradients()
    by_variant = variant.stacked(by_variant)
    if not variant.decay_in_loss:
        by_variant = [
            g + DECAY[i] * initial[i] if i < LAYERS else g for i, g in enumerate(by_variant)
        ]
    else:
        found = found - decay
    errors = [((g - e).norm() / e.norm()).item() for g, e in zip(by_variant, gradients)]
    # TorchInductor cancels in the derivative by the least log-variance, which is nearly constant
    bound = errors.pop()
    worst, difference = max(errors), abs(found.item() / loss - 1)
    found = f"{difference:.1e} and {worst:.1e} from float64, least {bound:.1e}"
    print(f"{variant.name}: {found}", flush=True)
    assert difference < 1e-5 and worst < 1e-5 and bound < 1e-3, variant.name


def profile(variant, steps=20):
    """Shares of the CPU time of the operations of a step."""
    from torch.profiler import ProfilerActivity, profile as profiler

    with profiler(activities=[ProfilerActivity.CPU]) as recorded:
        for _ in range(steps):
            variant.step()
    events = recorded.key_averages()
    whole = sum(e.self_cpu_time_total for e in events)
    print(f"{variant.name}: where the time goes, {whole / 1000 / steps:.2f} ms a step")
    for e in sorted(events, key=lambda e: -e.self_cpu_time_total)[:16]:
        share, each = e.self_cpu_time_total / whole, e.self_cpu_time_total / 1000 / steps
        print(f"  {100 * share:5.1f} % {each:7.3f} ms {e.count // steps:4d} {e.key[:60]}")


def main():
    print(
        f"PyTorch {torch.__version__}, {THREADS} of {os.cpu_count()} threads,"
        f" {FLOP / 1e9:.2f} GFLOP of products a step",
        flush=True,
    )
    sample()
    reference = expected() if options.check else None
    variants = []
    for name in chosen():
        try:
            variant = Variant(name)
            variant.gradients()
        except Exception as e:  # for example no C++ compiler
            print(f"{name}: left out, {str(e).strip().splitlines()[0][:200]}", flush=True)
            continue
        if options.check:
            check(variant, *reference)
        variants.append(variant)
    for variant in variants:
        for _ in range(10):
            variant.step()
    rates = {v.name: [] for v in variants}
    for _ in range(options.rounds):
        for variant in variants:
            variant.step()
            count, start = 0, time.perf_counter()
            while time.perf_counter() - start < options.seconds:
                variant.step()
                count += 1
            rates[variant.name].append(count / (time.perf_counter() - start))
    for v in sorted(variants, key=lambda v: statistics.median(rates[v.name])):
        r = rates[v.name]
        rate = statistics.median(r)
        print(
            f"torch_ensemble {v.name} {rate:.1f} steps/s, {1000 / rate:.2f} ms,"
            f" {FLOP * rate / 1e9:.1f} GFLOP/s, {min(r):.1f} to {max(r):.1f} steps/s"
        )
    best = max(variants, key=lambda v: statistics.median(rates[v.name]))
    if options.profile:
        profile(best)
    print(f"torch_ensemble {best.name} {statistics.median(rates[best.name]):.1f} steps/s")


if __name__ == "__main__":
    main()
