"""The focal country in PySD: model.xmile, one trajectory at a time, luck given from outside."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import ndtri

from benchmarks.peers.inputs import Floats, FocalInputs, timed_inputs
from benchmarks.peers.numpy_model import months_behind
from slipstream.model.constants import H100_FLOP_PER_SECOND, SECONDS_PER_MONTH

XMILE = Path(__file__).with_name("model.xmile")
OUTPUTS = [
    "capability",
    "largest_run",
    "compute_public",
    "compute_private",
    "compute_foreign",
    "rented",
    "available_power",
    "accessible",
    "people_home",
    "people_abroad",
    "talent_top",
    "talent_top_abroad",
    "efficiency",
    "sources_own",
    "sources_adopted",
    "sources_distilled",
    "sovereignty_compute",
    "sovereignty_weights",
    "sovereignty_talent",
    "sovereignty_chips",
    "private_spending",
    "revenue",
    "public_cost",
    "ready_score",
    "ready_run",
    "ready_chance",
    "frontier",
    "open_frontier",
]
OURS = {
    "people_home": "talent_home",
    "people_abroad": "talent_abroad",
    "available_power": "power",
    "open_frontier": "open",
}
"""Ours of outputs that have another name in the XMILE model: ours is taken or says too little."""

Given = Callable[[], float] | float


def run(inputs: FocalInputs) -> dict[str, Floats]:
    """Run all draws one by one, in double precision."""
    tables = _run_all(inputs)
    found = {
        OURS.get(name, name): np.stack([table[name].to_numpy() for table in tables], axis=-1)
        for name in OUTPUTS
    }
    # What a run leaves behind says the lag; no step depends on it.
    return {**found, "lag": months_behind(found["capability"], found["frontier"])}


@contextmanager
def ready(draws: int) -> Iterator[Callable[[], object]]:
    """Give what runs on one core, the model translated and loaded; PySD has no way to use more."""
    inputs = timed_inputs(draws, np.float64)
    _run_all(inputs.part(0, 1))
    yield lambda: _run_all(inputs)


def _run_all(inputs: FocalInputs) -> list[Any]:
    model = _model()

    def by_month(values: Floats) -> Given:
        listed = values.tolist()
        # Quicker than a pandas Series, which PySD interpolates at each step.
        return lambda: listed[int(model.time())]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of each constant that is replaced by a series
        model.set_components(
            {
                **{name: by_month(values) for name, values in inputs.levers.items()},
                "known_deliveries": by_month(inputs.deliveries),
                "market_deliveries": inputs.market_deliveries,
                "deliveries_until": inputs.deliveries_until,
                "now": inputs.now,
                "h100e_month": H100_FLOP_PER_SECOND * SECONDS_PER_MONTH / 1e20,
                **_prefixed("duration_of", inputs.shock_duration, float),
                **_prefixed("severity_of", inputs.shock_severity, float),
            }
        )
        tables = []
        for draw in range(inputs.draws):
            one = inputs.one(draw, {})
            unrelated = one.levers["teams"] ** one.parameters["team_independence"]
            given: dict[str, Given] = {
                **{name: float(value) for name, value in one.parameters.items()},
                **_prefixed("start_of", one.shock_start, float),
                **_prefixed("noise", one.noise, by_month),
                **_prefixed("view", one.view, by_month),
                **_prefixed("kept", one.kept, by_month),
                # XMILE has no quantile of the normal distribution.
                "normal_of_teams": by_month(ndtri((unrelated - 0.375) / (unrelated + 0.25))),
            }
            tables.append(model.run(params=given, return_columns=OUTPUTS))
    return tables


def _prefixed(
    prefix: str, values: Mapping[str, Floats], given: Callable[[Any], Given]
) -> dict[str, Given]:
    return {f"{prefix}_{name}": given(value) for name, value in values.items()}


@cache
def _model() -> Any:  # noqa: ANN401 - PySD has no types, and may not be installed
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # It writes what it translates beside the file.
        return import_module("pysd").read_xmile(shutil.copy(XMILE, folder))
