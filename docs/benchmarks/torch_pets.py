"""One decision of PETS in plain PyTorch, as fast as we could make it on a CPU.

    python3 docs/benchmarks/torch_pets.py [THREADS] [--rounds N] [--only WORD ...] [--all]
                                          [--check] [--profile] [sizes, see --help]

A decision is 5 iterations of the cross-entropy method over 400 plans of 15 actions. Each plan is
judged by 20 particles, 4 on each of 5 members, which they keep (TS infinity); a member is a network
of 4 hidden layers of 200 with SiLU, whose 8 outputs are the means and log-variances of the reward
and of 3 differences of the observation. That is 147 GFLOP of products.

Prints `torch_pets NAME N ms/decision, ...` for each variant, the median of the rounds, which go
through the variants by turns; the last line is the fastest. --check holds every variant against
the plainest one on the same plans and noise. --profile says where the time goes.

Names: batched = all members in one product (baddbmm), members = a member after the other (linear);
eager, inplace = SiLU overwrites its argument, jit = traced and frozen, compile = torch.compile,
freeze = with the weights as constants, autotune = and max-autotune. The number is how many plans
go through the whole horizon together. pool = plans are shared among Python's threads, each with
PyTorch on one thread, instead of each operation among PyTorch's.

Left out: SiLU as h + h * tanh(h) with halved weights and oneDNN's products with SiLU inside, which
were slower, and products of transposed rows and widths padded to 208, which were no faster.
"""

import argparse
import ctypes
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

parser = argparse.ArgumentParser()
parser.add_argument("threads", nargs="?", type=int, default=2)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--only", nargs="+", default=[], help="variants whose name has one of these")
parser.add_argument("--exactly", nargs="+", default=[], help="variants of these names")
parser.add_argument("--all", action="store_true", help="also variants that were slower")
parser.add_argument("--check", action="store_true")
parser.add_argument("--profile", action="store_true")
parser.add_argument("--plain-malloc", action="store_true", help="leave the C library as it is")
for name, size in {
    "population": 400, "horizon": 15, "iterations": 5, "elites": 40, "particles": 20,
    "members": 5, "layers": 4, "hidden": 200, "obs": 3, "act": 1,
}.items():  # fmt: skip
    parser.add_argument(f"--{name}", type=int, default=size)
options = parser.parse_args()
THREADS = options.threads
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(THREADS)

import torch  # noqa: E402  (reads the two variables above)
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

if not options.plain_malloc:
    # Freed memory stays with the process, so that a large result is not paged in anew each time.
    ctypes.CDLL(None).mallopt(-3, 1 << 25)  # M_MMAP_THRESHOLD
    ctypes.CDLL(None).mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD

capabilities = torch.cpu.get_capabilities()
if not capabilities.get("l1d_cache_size"):
    # A virtual machine may hide its caches, without whose sizes max-autotune does not compile.
    capabilities = dict(capabilities) | {"l1d_cache_size": 48 << 10, "l2_cache_size": 1 << 20}
    torch.cpu.get_capabilities = lambda: capabilities

torch.set_num_threads(THREADS)
torch.manual_seed(0)
torch._dynamo.config.cache_size_limit = 64
PLANS, HORIZON, MEMBERS = options.population, options.horizon, options.members
OBSERVATIONS, ACTIONS, COLUMNS = options.obs, options.act, options.obs + 1
EACH = options.particles // MEMBERS  # particles of a plan on a member
LOW, HIGH = -2.0, 2.0
SMOOTHING = 0.1
SIZES = [OBSERVATIONS + ACTIONS] + [options.hidden] * options.layers + [2 * COLUMNS]
FLOP = (
    2 * options.iterations * HORIZON * PLANS * EACH * MEMBERS
    * sum(i * o for i, o in zip(SIZES, SIZES[1:]))
)  # fmt: skip

# A model does not change during a decision, so that the scales of its inputs are in its first layer
# and weights may be packed. The last layer is small: predictions stay near where they start.
weights, biases = [], []
for i, o in zip(SIZES, SIZES[1:]):
    bound = (i**-0.5) * (0.1 if o == SIZES[-1] else 1.7)
    weights.append(torch.empty(MEMBERS, i, o).uniform_(-bound, bound))
    biases.append(torch.empty(MEMBERS, 1, o).uniform_(-bound, bound))
greatest, least = torch.full((COLUMNS,), 0.5), torch.full((COLUMNS,), -10.0)


COMPILED = ("compile", "freeze", "autotune")


class Head(nn.Module):
    """From a network's outputs to the next state of its particles."""

    def __init__(self):
        super().__init__()
        self.greatest, self.least = greatest, least

    def forward(self, out, state, total, noise):
        mean, log_variance = out[..., :COLUMNS], out[..., COLUMNS:]
        log_variance = self.greatest - F.softplus(self.greatest - log_variance)
        log_variance = self.least + F.softplus(log_variance - self.least)
        sample = torch.addcmul(mean, torch.exp(0.5 * log_variance), noise)
        return state + sample[..., 1:], total + sample[..., 0]


class Batched(nn.Module):
    """All members: rows of [members, rows, columns]."""

    def __init__(self, how):
        super().__init__()
        self.w = nn.ParameterList([nn.Parameter(w, False) for w in weights[:-1]])
        self.b = nn.ParameterList([nn.Parameter(b, False) for b in biases[:-1]])
        self.last_w = nn.Parameter(weights[-1].transpose(1, 2).contiguous(), False)
        self.last_b = nn.Parameter(biases[-1].transpose(1, 2).contiguous(), False)
        self.head, self.inplace, self.fused = Head(), how == "inplace", how in COMPILED

    def forward(self, state, action, total, noise):
        x = torch.cat([state, action.expand(MEMBERS, -1, -1)], -1)
        for w, b in zip(self.w, self.b):
            # a compiler adds the bias while it computes SiLU
            x = torch.bmm(x, w) + b if self.fused else torch.baddbmm(b, x, w)
            x = F.silu(x, inplace=self.inplace)
        # a product of 8 columns takes less than half the time with its factors exchanged
        out = torch.baddbmm(self.last_b, self.last_w, x.transpose(1, 2)).transpose(1, 2)
        return self.head(out, state, total, noise)


class Member(nn.Module):
    """One member: rows of [rows, columns]."""

    def __init__(self, member, how):
        super().__init__()
        self.layers = nn.ModuleList()
        for w, b in zip(weights, biases):
            layer = nn.Linear(w.shape[1], w.shape[2])
            layer.weight = nn.Parameter(w[member].t().contiguous(), False)
            layer.bias = nn.Parameter(b[member, 0].contiguous(), False)
            self.layers.append(layer)
        self.head, self.inplace, self.autotune = Head(), how == "inplace", how == "autotune"

    def forward(self, state, action, total, noise):
        x = torch.cat([state, action], -1)
        for layer in self.layers[:-1]:
            x = F.silu(layer(x), inplace=self.inplace)
        last = self.layers[-1]
        if self.autotune:  # which has a product of its own for few columns
            out = last(x)
        else:
            out = torch.addmm(last.bias[:, None], last.weight, x.t()).t()
        return self.head(out, state, total, noise)


def traced(module, rows, members=None):
    shape = (rows,) if members is None else (members, rows)
    arguments = (
        torch.zeros(*shape, OBSERVATIONS),
        torch.zeros(rows, ACTIONS),
        torch.zeros(*shape),
        torch.zeros(*shape, COLUMNS),
    )
    frozen = torch.jit.freeze(torch.jit.trace(module.eval(), arguments))
    return torch.jit.optimize_for_inference(frozen)


SETTINGS = {
    "freeze": {"freezing": True},
    "autotune": {"freezing": True, "max_autotune": True},
}


def prepared(module, how, rows, members=None):
    if how == "jit":
        return traced(module, rows, members)
    return torch.compile(module, dynamic=False) if how in COMPILED else module


def rollout(step, state, total, actions, noise):
    """Rewards summed over the horizon. actions: [horizon, rows, actions]; noise by time first."""
    for t in range(HORIZON):
        state, total = step(state, actions[t], total, noise[t])
    return total


class Variant:
    """Returns of plans [plans, horizon, actions] with noise
    [members, horizon, plans, particles on a member, columns]."""

    def __init__(self, name):
        self.name = name
        form, how, chunk, *pool = name.split("-")
        self.plans = min(int(chunk), PLANS)
        self.rows = self.plans * EACH
        self.batched = form == "batched"
        if self.batched:
            self.steps = [prepared(Batched(how), how, self.rows, MEMBERS)]
        else:
            self.steps = [prepared(Member(m, how), how, self.rows) for m in range(MEMBERS)]
        self.pool = ThreadPoolExecutor(THREADS) if pool else None

    def returns(self, observation, plans, noise):
        chunks = range(0, PLANS, self.plans)
        actions = plans.repeat_interleave(EACH, 0).transpose(0, 1).contiguous()
        totals = torch.empty(MEMBERS, PLANS, EACH)

        def task(member, first):
            rows, last = self.rows, first + self.plans
            a = actions[:, first * EACH : last * EACH]
            with torch.no_grad():  # each thread of a pool has its own state
                if self.batched:
                    state = observation.repeat(MEMBERS, rows, 1)
                    total = torch.zeros(MEMBERS, rows)
                    eps = noise[:, :, first:last].transpose(0, 1).flatten(2, 3)
                    total = rollout(self.steps[0], state, total, a, eps)
                    totals[:, first:last] = total.view(MEMBERS, -1, EACH)
                else:
                    eps = noise[member, :, first:last].flatten(1, 2)
                    state, total = observation.repeat(rows, 1), torch.zeros(rows)
                    total = rollout(self.steps[member], state, total, a, eps)
                    totals[member, first:last] = total.view(-1, EACH)

        tasks = [(m, c) for m in range(1 if self.batched else MEMBERS) for c in chunks]
        for _ in (self.pool.map if self.pool else map)(task, *zip(*tasks)):
            pass
        return totals.mean((0, 2)).nan_to_num_(nan=-1e6)

    def decision(self, observation):
        """The first action of the last mean."""
        mean = torch.full((HORIZON, ACTIONS), (LOW + HIGH) / 2)
        variance = torch.full((HORIZON, ACTIONS), (HIGH - LOW) ** 2 / 16)
        plans = torch.empty(PLANS, HORIZON, ACTIONS)
        noise = torch.empty(MEMBERS, HORIZON, PLANS, EACH, COLUMNS)
        for _ in range(options.iterations):
            wall = torch.minimum(mean - LOW, HIGH - mean) / 2
            deviation = torch.minimum(wall.square(), variance).sqrt()
            # a normal cut at two deviations; 0.9545 = erf(2 / sqrt(2))
            plans.uniform_(-0.9544997, 0.9544997).erfinv_().mul_(2**0.5 * deviation).add_(mean)
            elites = plans[self.returns(observation, plans, noise.normal_()).topk(ELITES)[1]]
            mean = SMOOTHING * mean + (1 - SMOOTHING) * elites.mean(0)
            variance = SMOOTHING * variance + (1 - SMOOTHING) * elites.var(0, unbiased=False)
        return mean[0]

    def run(self, observation):
        torch.set_num_threads(1 if self.pool else THREADS)
        with torch.no_grad():
            return self.decision(observation)


ELITES = min(options.elites, PLANS)
NAMES = [
    f"{form}-{how}-{chunk}{pool}"
    for form in ("batched", "members")
    for how in ("eager", "inplace", "jit", "compile", "freeze", "autotune")
    for chunk in (25, 50, 100, 200, 400)
    for pool in (("", "-pool") if THREADS > 1 else ("",))
    if chunk <= PLANS and PLANS % chunk == 0
]
USUAL = (  # the fastest of each form, as near as a busy machine could tell
    "members-eager-400", "members-jit-400", "members-compile-400", "members-freeze-400",
    "members-autotune-400", "members-inplace-200-pool", "batched-jit-400", "batched-freeze-400",
    "batched-autotune-400", "batched-inplace-200-pool",
)  # fmt: skip


def chosen():
    if options.exactly:
        return options.exactly
    names = NAMES if options.all or options.only else [n for n in NAMES if n in USUAL]
    return [n for n in names if not options.only or any(word in n for word in options.only)]


def check(variants):
    """Returns of the same plans and noise, beside those of float64."""
    plans = torch.empty(PLANS, HORIZON, ACTIONS).uniform_(LOW, HIGH)
    noise = torch.randn(MEMBERS, HORIZON, PLANS, EACH, COLUMNS)
    observation = torch.randn(OBSERVATIONS)
    state = observation.double().expand(MEMBERS, PLANS * EACH, -1)
    total = torch.zeros(MEMBERS, PLANS * EACH, dtype=torch.float64)
    for t in range(HORIZON):
        a = plans[:, t].repeat_interleave(EACH, 0).double().expand(MEMBERS, -1, -1)
        x = torch.cat([state, a], -1)
        for w, b in zip(weights[:-1], biases[:-1]):
            x = x @ w.double() + b.double()
            x = x * torch.sigmoid(x)
        out = x @ weights[-1].double() + biases[-1].double()
        log_variance = greatest - torch.log1p(torch.exp(greatest - out[..., COLUMNS:]))
        log_variance = least + torch.log1p(torch.exp(log_variance - least))
        eps = noise[:, t].flatten(1, 2).double()
        sample = out[..., :COLUMNS] + torch.exp(log_variance / 2) * eps
        state, total = state + sample[..., 1:], total + sample[..., 0]
    expected = total.view(MEMBERS, PLANS, EACH).mean((0, 2))
    for variant in variants:
        torch.set_num_threads(1 if variant.pool else THREADS)
        with torch.no_grad():
            difference = (variant.returns(observation, plans, noise) - expected).abs().max().item()
        print(f"{variant.name}: {difference:.1e} from float64", flush=True)
        assert difference < 1e-3 * expected.std().item() + 1e-4, variant.name


def profile(variant, observation):
    """Shares of the CPU time of the operations of a decision."""
    from torch.profiler import ProfilerActivity, profile as profiler

    with profiler(activities=[ProfilerActivity.CPU]) as recorded:
        variant.run(observation)
    events = recorded.key_averages()
    whole = sum(e.self_cpu_time_total for e in events)
    print(f"{variant.name}: where the time goes, {whole / 1000:.0f} ms of all threads")
    for e in sorted(events, key=lambda e: -e.self_cpu_time_total)[:14]:
        share = e.self_cpu_time_total / whole
        print(f"  {100 * share:5.1f} % {e.self_cpu_time_total / 1000:8.1f} ms {e.count:6d} {e.key}")


def main():
    print(
        f"PyTorch {torch.__version__}, {THREADS} of {os.cpu_count()} threads,"
        f" {FLOP / 1e9:.1f} GFLOP of products a decision",
        flush=True,
    )
    observation = torch.tensor([1.0] + [0.0] * (OBSERVATIONS - 1))
    variants = []
    for name in chosen():
        try:
            with torch._inductor.config.patch(SETTINGS.get(name.split("-")[1], {})):
                variant = Variant(name)
                variant.run(observation)
            variants.append(variant)
        except Exception as e:  # for example no C++ compiler
            print(f"{name}: left out, {str(e).strip().splitlines()[0][:200]}", flush=True)
    if options.check:
        check(variants)
    times = {v.name: [] for v in variants}
    for _ in range(options.rounds):
        for variant in variants:
            start = time.perf_counter()
            variant.run(observation)
            times[variant.name].append(1000 * (time.perf_counter() - start))
    for v in sorted(variants, key=lambda v: -statistics.median(times[v.name])):
        t = times[v.name]
        print(
            f"torch_pets {v.name} {statistics.median(t):.0f} ms/decision,"
            f" {FLOP / statistics.median(t) / 1e6:.1f} GFLOP/s, {min(t):.0f} to {max(t):.0f} ms"
        )
    best = min(variants, key=lambda v: statistics.median(times[v.name]))
    if options.profile:
        profile(best, observation)
    print(f"torch_pets {best.name} {statistics.median(times[best.name]):.0f} ms/decision")


if __name__ == "__main__":
    main()
