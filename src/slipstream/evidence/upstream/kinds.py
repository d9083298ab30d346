"""The kinds of upstream files, and what each is read and compared by."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from slipstream.evidence.fact_files import Evidence
from slipstream.evidence.upstream import estimates, machines, models, world_bank
from slipstream.evidence.upstream.match import Kind, Matches, matches
from slipstream.evidence.upstream.proposal import Comparison, Proposal, Reading
from slipstream.evidence.upstream.table import Table, read, read_bytes, split
from slipstream.files import InputError, nearest

if TYPE_CHECKING:
    import pandas as pd

KINDS: tuple[Kind, ...] = get_args(Kind)

_Compare = Callable[["pd.DataFrame", Evidence, Matches], tuple[Reading, Comparison]]


def propose(kind: str, path: Path, evidence: Evidence) -> Proposal:
    """Read an upstream file and hold it against the evidence; nothing is written.

    Parameters
    ----------
    kind
        One of `KINDS`.
    path
        The file, CSV in UTF-8.
    evidence
        What it is held against.

    Raises
    ------
    InputError
        If there is no such kind, or the file is damaged or of another kind.
    """
    table, compare = _read(kind, path)
    reading, comparison = compare(table.rows, evidence, matches())
    return Proposal(
        next(each for each in KINDS if each == kind), str(path), table.digest, reading, comparison
    )


def _read(kind: str, path: Path) -> tuple[Table, _Compare]:
    if kind == "epoch-models":
        return read(path, models.MODELS), models.compare_models
    if kind == "epoch-eci":
        return read(path, models.SCORES), models.compare_scores
    if kind == "epoch-clusters":
        return read(path, machines.CLUSTERS), machines.compare_clusters
    if kind == "epoch-hardware":
        return read(path, machines.HARDWARE), machines.compare_hardware
    if kind == "aa-index":
        return read(path, estimates.INDEX), estimates.compare_index
    if kind == "world-bank":
        return world_bank.read_indicators(path), world_bank.compare_indicators
    if kind == "epoch-data-centers":
        # Epoch tells of sites in one file and of how they grow in another.
        header, _ = split(path, read_bytes(path))
        if "Data center" in header:
            return read(path, machines.TIMELINES), machines.compare_timelines
        return read(path, machines.SITES), machines.compare_sites
    raise InputError("evidence import", "KIND", repr(kind), nearest(kind, KINDS))
