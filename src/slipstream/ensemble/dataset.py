"""The full ensemble of the focal country as a labelled dataset."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from slipstream.ensemble.engine import Track
from slipstream.ensemble.outputs import outputs_of
from slipstream.ensemble.posterior import provenance
from slipstream.ensemble.run import run_blocks
from slipstream.ensemble.scenario import Scenario
from slipstream.files import InputError, writing_atomically
from slipstream.model.constants import MONTHS, month_name
from slipstream.version import __version__


def run(scenario: Scenario, *, draws: int = 10_000, seed: int = 1) -> xr.Dataset:
    """Run a scenario and return every output of the focal country.

    Parameters
    ----------
    scenario
        Levers, shocks and the focal country.
    draws, seed
        Number of draws and seed of the ensemble.

    Returns
    -------
    xarray.Dataset
        One variable an output of the registry, ``(draw, month)``, single precision, with
        ``units`` and ``long_name``; ``month`` is the first day of each month. The sovereignty
        index weighs its four shares alike.
    """
    names = list(scenario.data.registry.outputs)
    parts = run_blocks(scenario, draws, seed, lambda track, count: _of_block(track, names, count))
    months = np.array([month_name(step) for step in range(MONTHS)], dtype="datetime64[ns]")
    dataset = xr.Dataset(
        {
            name: (("draw", "month"), np.concatenate([part[name] for part in parts]))
            for name in names
        },
        coords={"draw": np.arange(draws), "month": months},
        attrs={
            "title": f"Slipstream ensemble for {scenario.focal}",
            "country": scenario.focal,
            "policy": scenario.name,
            "seed": seed,
            "posterior": str((provenance(scenario.posterior) or {}).get("sha256", "none: priors")),
            "as_of": month_name(scenario.now),
            "source": f"slipstream {__version__}",
            "Conventions": "CF-1.11",
        },
    )
    for name, row in scenario.data.registry.outputs.items():
        units = "1" if row.unit == "dimensionless" else row.unit
        dataset[name].attrs = {"units": units, "long_name": row.label.en}
    return dataset


def write_netcdf(dataset: xr.Dataset, path: Path) -> None:
    """Write a dataset as compressed netCDF-4; an interrupted write leaves no file behind.

    Raises
    ------
    InputError
        If the place cannot be written to.
    """
    if "\\" in str(path):
        # The netCDF library drops it and writes elsewhere.
        raise InputError(path, "", "a backslash in the path", "a path without one")
    packing = {name: {"zlib": True, "complevel": 1} for name in dataset.data_vars}
    with writing_atomically(path) as part:
        dataset.to_netcdf(part, engine="netcdf4", encoding=packing)


def _of_block(track: Track, names: Sequence[str], count: int) -> dict[str, NDArray[np.float32]]:
    return {
        name: np.asarray(values, dtype=np.float32)[:, :count].T
        for name, values in outputs_of(track, names).items()
    }
