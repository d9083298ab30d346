"""Random numbers whose seeds come from names, so that two policies see the same luck.

Every stream depends on the user's seed, on the component's name and on the block of draws,
and on nothing else: neither on the policy, nor on how many draws or countries there are.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024
"""Draws that share a stream; runs are computed and reduced block by block."""


def stream(seed: int, name: str, block: int) -> np.random.Generator:
    """Return the generator of a component for one block of draws."""
    digest = hashlib.blake2b(f"{seed}/{name}/{block}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.SFC64(int.from_bytes(digest, "little")))


def normals(seed: int, name: str, block: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return standard normal innovations of a component, single precision."""
    return stream(seed, name, block).standard_normal(shape, dtype=np.float32)


def uniforms(seed: int, name: str, block: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return uniform innovations of a component on [0, 1), single precision."""
    return stream(seed, name, block).random(shape, dtype=np.float32)
