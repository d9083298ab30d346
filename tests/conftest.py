"""Settings and shared inputs of all tests."""

import os
import shutil

import numpy as np
import pytest
from hypothesis import settings

from slipstream.countries.pack import by_month, country_codes, packs, today
from slipstream.ensemble.scenario import Scenario, ShockSetting
from slipstream.model.constants import month_index
from slipstream.registry.load import registry

# The first example of a test compiles its equations, so a time for each means nothing.
settings.register_profile("slipstream", deadline=None, max_examples=50)
settings.load_profile("slipstream")


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled runs beside pytest's own cache: workers and later runs share them.

    A run that finds them takes a third less time, and the user's cache stays as it is.
    """
    # Without pytest's cache plugin there is no such attribute.
    cache: pytest.Cache | None = getattr(config, "cache", None)
    if cache is not None:
        home = cache.mkdir("home")
        os.environ["XDG_CACHE_HOME"] = str(home)
        if not hasattr(config, "workerinput"):
            # Draws that an earlier run kept would hide a mistake in drawing.
            shutil.rmtree(home / "slipstream" / "arrays", ignore_errors=True)


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Today's levers of every pack, the registry's shocks, and Korea asking."""
    rows = registry()
    codes = country_codes()
    return Scenario(
        name="today",
        focal="KR",
        countries=codes,
        levers={
            name: np.array([by_month(today(packs()[code], name)) for code in codes]).T
            for name in rows.levers
        },
        shocks={
            name: ShockSetting(
                probability=row.probability,
                first=_step(row.window[0]),
                last=_step(row.window[1]),
                duration=row.duration,
                severity=row.severity,
                reach=row.reach,
            )
            for name, row in rows.shocks.items()
        },
    )


def _step(month: str) -> int:
    year, number = month.split("-")
    return month_index(int(year), int(number))
