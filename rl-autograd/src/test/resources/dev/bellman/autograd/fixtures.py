"""Writes the fixtures beside this file, in double precision: python3 fixtures.py

Made with PyTorch 2.13 and safetensors 0.8 on a CPU.
"""

import pathlib

import torch
from safetensors.torch import save_file
from torch import nn
from torch.distributions import Categorical, Independent, Normal, TanhTransform, TransformedDistribution, kl_divergence

HERE = pathlib.Path(__file__).parent
torch.set_num_threads(1)


def write(name, arrays):
    file = HERE / (name + ".safetensors")
    save_file({name: x.detach().contiguous() for name, x in arrays.items()}, file)


def distributions():
    torch.manual_seed(1)
    out = {}
    p = Categorical(logits=3 * torch.randn(6, 5, dtype=torch.float64))
    q = Categorical(logits=3 * torch.randn(6, 5, dtype=torch.float64))
    # the logits as given: any constant a row is allowed
    x, z = p.logits + torch.randn(6, 1, dtype=torch.float64), q.logits + 100
    action = torch.tensor([0, 4, 2, 2, 1, 3])
    out |= {"categorical.logits": x, "categorical.other": z, "categorical.action": action.double().reshape(-1, 1)}
    out |= {"categorical.logProbability": p.log_prob(action).reshape(-1, 1), "categorical.entropy": p.entropy().reshape(-1, 1)}
    out |= {"categorical.divergence": kl_divergence(p, q).reshape(-1, 1), "categorical.mode": p.mode.double().reshape(-1, 1)}
    mean, other = torch.randn(6, 3, dtype=torch.float64), torch.randn(6, 3, dtype=torch.float64)
    log_std, other_log_std = torch.randn(6, 3, dtype=torch.float64), torch.randn(1, 3, dtype=torch.float64)
    p = Independent(Normal(mean, log_std.exp()), 1)
    q = Independent(Normal(other, other_log_std.exp().expand(6, 3)), 1)
    a = p.sample()
    out |= {"gaussian.mean": mean, "gaussian.logDeviation": log_std, "gaussian.otherMean": other, "gaussian.otherLogDeviation": other_log_std}
    out |= {"gaussian.action": a, "gaussian.logProbability": p.log_prob(a).reshape(-1, 1), "gaussian.entropy": p.entropy().reshape(-1, 1)}
    out |= {"gaussian.divergence": kl_divergence(p, q).reshape(-1, 1), "gaussian.back": kl_divergence(q, p).reshape(-1, 1)}
    out |= {"gaussian.otherLogProbability": q.log_prob(a).reshape(-1, 1), "gaussian.otherEntropy": q.entropy().reshape(-1, 1)}
    mean, log_std = torch.randn(6, 3, dtype=torch.float64), torch.randn(6, 3, dtype=torch.float64)
    p = Independent(TransformedDistribution(Normal(mean, log_std.exp()), [TanhTransform()]), 1)
    a = p.sample().clamp(-0.99, 0.99)  # further out the inverse loses what a float has
    out |= {"squashed.mean": mean, "squashed.logDeviation": log_std, "squashed.action": a, "squashed.logProbability": p.log_prob(a).reshape(-1, 1)}
    write("distributions", out)


def network(activation, seed):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(4, 8), activation(), nn.Linear(8, 7), activation(), nn.Linear(7, 3))


def networks():
    out = {}
    for name, activation in (("tanh", nn.Tanh), ("relu", nn.ReLU)):
        net = network(activation, 2).double()
        x = torch.randn(5, 4, dtype=torch.float64)
        out |= {name + ".x": x, name + ".y": net(x)}
        for i, layer in enumerate(m for m in net if isinstance(m, nn.Linear)):
            out |= {f"{name}.{i}.weight": layer.weight, f"{name}.{i}.bias": layer.bias}
    torch.manual_seed(3)
    norm = nn.LayerNorm(6, dtype=torch.float64)
    with torch.no_grad():
        norm.weight.normal_()
        norm.bias.normal_()
    x = (3 * torch.randn(4, 6, dtype=torch.float64) + 1).requires_grad_()
    u = torch.randn(4, 6, dtype=torch.float64)
    y = norm(x)
    y.backward(u)
    out |= {"norm.x": x, "norm.u": u, "norm.weight": norm.weight, "norm.bias": norm.bias, "norm.y": y}
    out |= {"norm.x.gradient": x.grad, "norm.weight.gradient": norm.weight.grad, "norm.bias.gradient": norm.bias.grad}
    write("networks", out)


def optimizers():
    torch.manual_seed(4)
    x, y = torch.randn(10, 3, dtype=torch.float64), torch.randn(10, 2, dtype=torch.float64)
    w, b = torch.randn(3, 2, dtype=torch.float64), torch.randn(1, 2, dtype=torch.float64)
    out = {"x": x, "y": y, "w": w, "b": b}
    inf = float("inf")
    rules = {
        "adam": (lambda p: torch.optim.Adam(p, lr=0.05, eps=1e-8), inf),
        "adam-clipped": (lambda p: torch.optim.Adam(p, lr=0.05, eps=1e-5), 0.5),
        "adam-betas": (lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.5, 0.9), eps=1e-3), 2.0),
        "adamw": (lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1), inf),
        "sgd": (lambda p: torch.optim.SGD(p, lr=0.05), inf),
        "momentum": (lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9), 1.0),
        "rmsprop": (lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-5), 0.5),
    }
    for name, (rule, limit) in rules.items():
        p = [w.clone().requires_grad_(), b.clone().requires_grad_()]
        optimizer = rule(p)
        trace, norms = [], []
        for step in range(20):
            optimizer.zero_grad()
            ((x @ p[0] + p[1]).tanh() - y).square().mean().mul(4).backward()
            norms.append(nn.utils.clip_grad_norm_(p, limit).reshape(1))
            optimizer.step()
            trace.append(torch.cat([q.detach().reshape(-1) for q in p]).reshape(1, -1))
        out |= {name + ".norms": torch.cat(norms), name + ".parameters": torch.cat(trace)}
    write("optimizers", out)


distributions()
networks()
optimizers()
