"""The focal country in the C kernel, called through ctypes with plain arrays."""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import numpy as np

from benchmarks.peers.c_kernel import build
from benchmarks.peers.inputs import Floats, FocalInputs, timed_inputs
from slipstream.model.constants import MONTHS

CACHE_LINE = 64

Pointers = ctypes.Array[ctypes.c_void_p]


class _Inputs(ctypes.Structure):
    """``struct inputs`` of kernel.c."""

    _fields_ = (
        ("tiles", ctypes.c_int),
        ("deliveries_until", ctypes.c_int),
        ("now", ctypes.c_int),
        ("market_deliveries", ctypes.c_float),
        ("deliveries", ctypes.c_void_p),
        ("levers", ctypes.c_void_p),
        ("parameters", ctypes.POINTER(ctypes.c_void_p)),
        ("shock_start", ctypes.POINTER(ctypes.c_void_p)),
        ("shock_duration", ctypes.c_void_p),
        ("shock_severity", ctypes.c_void_p),
        ("series", ctypes.POINTER(ctypes.c_void_p)),
    )


class Kernel:
    """A compiled kernel with inputs and room for outputs, ready to be run again and again."""

    def __init__(self, inputs: FocalInputs, library: ctypes.CDLL) -> None:
        self._library = library
        self._draws = inputs.draws
        self._tile = ctypes.c_int.in_dll(library, "tile_draws").value
        tiles = -(-inputs.draws // self._tile)
        series = {
            **{f"noise_{name}": value for name, value in inputs.noise.items()},
            **{f"view_{name}": value for name, value in inputs.view.items()},
            **{f"kept_{name}": value for name, value in inputs.kept.items()},
        }
        levers, shocks = _names(library, "lever_names"), _names(library, "shock_names")
        # Held here, since the kernel knows only where they lie.
        self._held = [
            _single(inputs.deliveries),
            _single(np.stack([inputs.levers[name] for name in levers], axis=1)),
            _single([inputs.shock_duration[name] for name in shocks]),
            _single([inputs.shock_severity[name] for name in shocks]),
        ]
        deliveries, by_month, duration, severity = (array.ctypes.data for array in self._held)
        self._outputs = {
            name: _room((tiles, MONTHS, self._tile)) for name in _names(library, "output_names")
        }
        self._pointers = _pointers(self._outputs.values())
        self._inputs = _Inputs(
            tiles,
            inputs.deliveries_until,
            inputs.now,
            inputs.market_deliveries,
            deliveries,
            by_month,
            self._hold(inputs.parameters[name] for name in _names(library, "parameter_names")),
            self._hold(inputs.shock_start[name] for name in shocks),
            duration,
            severity,
            self._hold(series[name] for name in _names(library, "series_names")),
        )

    def run(self) -> None:
        """Fill the outputs anew."""
        self._library.run(ctypes.byref(self._inputs), self._pointers)

    def outputs(self) -> dict[str, Floats]:
        """Outputs of the last run, ``(month, draw)``."""
        return {
            name: np.swapaxes(tiled, 0, 1).reshape(MONTHS, -1)[:, : self._draws]
            for name, tiled in self._outputs.items()
        }

    def _hold(self, arrays: Iterable[Floats]) -> Pointers:
        held = [self._tiled(array) for array in arrays]
        self._held += held
        return _pointers(held)

    def _tiled(self, array: Floats) -> Floats:
        # The last tile is filled up with its last draw.
        wide = [(0, 0)] * (array.ndim - 1) + [(0, -array.shape[-1] % self._tile)]
        padded = np.pad(array, wide, mode="edge")
        tiled = np.moveaxis(padded.reshape(*array.shape[:-1], -1, self._tile), -2, 0)
        held = _room(tiled.shape)
        held[...] = tiled
        return held


def missing() -> str | None:
    """Why the kernel cannot run here, or nothing."""
    return None if build.compiler() else "there is no C compiler"


def run(inputs: FocalInputs) -> dict[str, Floats]:
    """Run all draws, in single precision."""
    kernel = Kernel(inputs, load())
    kernel.run()
    return kernel.outputs()


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs on all cores, with inputs and outputs already in memory."""
    kernel = Kernel(timed_inputs(draws, np.float32), load())
    kernel.run()
    yield kernel.run


@cache
def load(*flags: str) -> ctypes.CDLL:
    """Compile with further ``flags`` and load."""
    return ctypes.CDLL(str(build.build(*flags)))


def _names(library: ctypes.CDLL, which: str) -> Sequence[str]:
    text = ctypes.c_char_p.in_dll(library, which).value
    assert text is not None
    return text.decode().split()


def _single(values: object) -> Floats:
    return np.ascontiguousarray(values, np.float32)


def _room(shape: tuple[int, ...]) -> Floats:
    """Return zeros that begin on a cache line, so that no vector spans two."""
    size = 4 * math.prod(shape)
    raw = np.zeros(size + CACHE_LINE, np.uint8)
    skipped = -raw.ctypes.data % CACHE_LINE
    room: Floats = raw[skipped : skipped + size].view(np.float32).reshape(shape)
    return room


def _pointers(arrays: Iterable[Floats]) -> Pointers:
    addresses = [array.ctypes.data for array in arrays]
    return (ctypes.c_void_p * len(addresses))(*addresses)
