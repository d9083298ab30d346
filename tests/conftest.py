"""Settings and shared inputs of all tests."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from slipstream.ensemble.disk_cache import keep_compiled
from slipstream.ensemble.scenario import Scenario
from slipstream.policy.build_scenario import build

# The first example of a test compiles its equations, so a time for each means nothing.
# Continuous integration tries the same examples every time, a person new ones.
settings.register_profile(
    "slipstream", deadline=None, max_examples=50, derandomize="CI" in os.environ
)
settings.load_profile("slipstream")


HERE = Path(__file__).parent
SLOW = (
    "browser/test_accessibility.py",
    "inference/test_synthetic.py",
    "inference/test_calibrate.py",
    "browser/test_reading.py",
    "inference/test_influence.py",
    "browser/test_simulator.py",
    "browser/test_recovery.py",
    "inference/test_forecast.py",
    "inference/test_likelihood.py",
    "inference/test_left_out.py",
    "inference/test_predictive.py",
)
"""Files of a minute or so, which begin first: so no worker is left with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slow files first; the others keep their order."""
    rank = {HERE / name: at for at, name in enumerate(SLOW)}
    items.sort(key=lambda item: rank.get(item.path, len(SLOW)))


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
        # From the first test on, not only after one that would do it: a fit's gradient alone
        # takes longer to compile than most files take to run.
        keep_compiled()


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Today's policy, with Korea asking."""
    return build("KR")
