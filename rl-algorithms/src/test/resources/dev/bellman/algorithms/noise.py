"""The standard normal noise of Bellman's programs: Threefry-4x32-20 and Box-Muller, element by element."""

import math

import torch

MASK = 0xFFFFFFFF
ROTATIONS = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))


def rotate(x, r):
    return ((x << r) | (x >> (32 - r))) & MASK


def threefry(key, counter):
    keys = [*key, 0x1BD11BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [(c + k) & MASK for c, k in zip(counter, keys)]
    for i in range(20):
        for (a, b), r in zip(((0, 1), (2, 3)) if i % 2 == 0 else ((0, 3), (2, 1)), ROTATIONS[i % 8]):
            x[a] = (x[a] + x[b]) & MASK
            x[b] = rotate(x[b], r) ^ x[a]
        if i % 4 == 3:
            s = i // 4 + 1
            x = [(w + keys[(s + j) % 5]) & MASK for j, w in enumerate(x)]
            x[3] = (x[3] + s) & MASK
    return x


def uniform(key, counter, i):
    block = (i >> 6) << 4 | i & 15
    words = threefry((key & MASK, key >> 32 & MASK, 0, 0), (block, 0, counter & MASK, counter >> 32))
    return (words[i >> 4 & 3] >> 8) * 2.0**-24


def normal(key, counter, rows, columns):
    """Draw number `counter` of the source with this key."""

    def element(i):
        radius = math.sqrt(-2 * math.log(uniform(key, counter, i & ~16) + 2.0**-24))
        angle = 2 * math.pi * uniform(key, counter, i | 16)
        return radius * (math.sin(angle) if i & 16 else math.cos(angle))

    return torch.tensor([element(i) for i in range(rows * columns)], dtype=torch.double).reshape(rows, columns)
