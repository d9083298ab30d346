"""The package itself, as one more peer: the same inputs in, the same names out."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.peers.inputs import Floats, Precision, timed_blocks
from slipstream.ensemble.disk_cache import kept_program
from slipstream.ensemble.engine import Inputs, Track, simulate


def run(blocks: Sequence[Inputs], dtype: Precision) -> dict[str, Floats]:
    """Run blocks as `focal_blocks` makes them; ``float32`` is what is shipped."""
    with jax.enable_x64(dtype is np.float64):
        parts = [outputs(simulate(_cast(block, dtype))[0]) for block in blocks]
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}


def outputs(track: Track) -> dict[str, Floats]:
    """Name what a run of a country leaves, ``(month, draw)``; groups as in ``talent_home``."""
    named: dict[str, Floats] = {}
    for name, value in track.outcome._asdict().items():
        grouped = hasattr(value, "_asdict")
        for part, array in value._asdict().items() if grouped else [("", value)]:
            named[f"{name}_{part}" if part else name] = np.asarray(array)
    return {
        **named,
        "frontier": np.asarray(track.frontier),
        "open": np.asarray(track.open),
        "lag": np.asarray(track.lag),
    }


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs the focal country against a fixed world, block by block on all cores."""
    blocks = timed_blocks(draws)

    def one(place: int) -> None:
        # As the product runs a block; see `slipstream.ensemble.run.run_block`.
        block = blocks[place]
        jax.block_until_ready(kept_program(simulate, block)(block))

    one(0)
    one(-1)  # may be of another size, and then compiles by itself
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield lambda: list(pool.map(one, range(len(blocks))))


def _cast(inputs: Inputs, dtype: Precision) -> Inputs:
    # By way of NumPy: outside `enable_x64` the arrays were made in single precision.
    def cast(value: jax.Array) -> jax.Array:
        plain = np.asarray(value)
        # Integers too: a quotient of short ones would be of single precision.
        return jnp.asarray(plain.astype(dtype if plain.dtype.kind == "f" else np.int64))

    cast_inputs: Inputs = jax.tree.map(cast, inputs)
    return cast_inputs
