"""What the scripts of the fixtures share: networks and files. Made with PyTorch 2.13 and safetensors 0.8 on a CPU.

A file holds what is given and, under "expected.", what PyTorch makes of it, in double precision. Networks are named
as in a run's checkpoint, and a weight is [out, in].
"""

import pathlib
from collections import OrderedDict

import torch
from safetensors.torch import save_file
from torch import nn


def numbers(*shape, scale=1.0):
    """Random doubles that a float holds exactly."""
    return (scale * torch.randn(*shape)).float().double()


def mlp(inputs, hidden, outputs, activation):
    """Layers 0, 1, …; the last one is linear."""
    widths = (inputs, *hidden, outputs)
    parts = OrderedDict()
    for n, (i, o) in enumerate(zip(widths, widths[1:])):
        layer = nn.Linear(i, o).double()
        layer.weight.data = numbers(o, i, scale=0.7)
        layer.bias.data = numbers(o, scale=0.3)
        parts |= {f"{n}": layer, f"activation{n}": activation()}
    parts.popitem()
    return nn.Sequential(parts)


def named(prefix, network, of=lambda parameter: parameter):
    """What `of` makes of each parameter, by the parameter's name."""
    return {f"{prefix}.{name}": of(x) for name, x in network.named_parameters()}


class Fixture:
    def __init__(self):
        self.arrays, self.updates = {}, {}

    def give(self, arrays):
        self.arrays |= {name: x.detach().clone() for name, x in arrays.items()}

    def expect(self, arrays):
        """Of the whole file."""
        self.give({f"expected.{name}": x for name, x in arrays.items()})

    def expect_of_update(self, arrays):
        """Of one update; the file holds those of all updates as one array [updates, …]."""
        for name, x in arrays.items():
            self.updates.setdefault(name, []).append(x.detach().clone())

    def write(self, script, name):
        """Writes the file beside a script."""
        self.expect({name: torch.stack(x) for name, x in self.updates.items()})
        file = pathlib.Path(script).with_name(name + ".safetensors")
        save_file({name: x.contiguous() for name, x in self.arrays.items()}, file)
