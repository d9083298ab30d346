"""A whole calibration of the first months: stopped, resumed, and what comes out of it."""

from collections.abc import Callable
from pathlib import Path

import jax
import numpy as np
import pytest
from jax import Array

from slipstream.countries.model_data import model_data
from slipstream.ensemble.posterior import Posterior, evidence_digest, read, write
from slipstream.inference import calibrate as module
from slipstream.inference import smc
from slipstream.inference.calibrate import calibrate
from slipstream.inference.smc import Kernels
from slipstream.model.constants import month_step

MARCH = month_step("2024-03")
MEMBERS = 128
Likelihood = Callable[[Array], Array]


class _KilledError(Exception):
    pass


def _kill_in_stage_four(text: str, share: float) -> None:
    if text.startswith("stage 4"):
        raise _KilledError


def _compiled_once() -> Callable[[Likelihood], Kernels]:
    """Kernels as functions that the next fit to the same history need not trace again."""
    make, made = smc.kernels, list[Kernels]()

    def kernels(likelihood: Likelihood) -> Kernels:
        if not made:
            plain = make(likelihood)
            made.append(Kernels(jax.jit(plain.look), jax.jit(plain.move)))
        return made[0]

    return kernels


@pytest.fixture(scope="module")
def fits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Posterior, Posterior]:
    """The same fit, once in one go and once killed in between."""
    with pytest.MonkeyPatch.context() as patch:
        # Fewer members than anyone would use, so they need not have settled.
        patch.setattr(smc, "MOST_IMBALANCE", 9.0)
        patch.setattr(smc, "LAST_STAGES", 1)
        patch.setattr(smc, "MOVES", 1)
        patch.setattr(smc, "kernels", _compiled_once())
        # What moved is another file's subject, and takes a gradient for each kind of observation.
        patch.setattr(module, "moved", lambda latent, vectors: [])
        whole = calibrate(MARCH, members=MEMBERS, folder=tmp_path_factory.mktemp("whole"))
        folder = tmp_path_factory.mktemp("killed")
        with pytest.raises(_KilledError):
            calibrate(MARCH, members=MEMBERS, folder=folder, progress=_kill_in_stage_four)
        resumed = calibrate(MARCH, members=MEMBERS, folder=folder)
    return whole, resumed


def test_a_killed_calibration_ends_the_same(fits: tuple[Posterior, Posterior]) -> None:
    """Every number and every innovation is the same."""
    whole, resumed = fits
    for name in ("values", "rate", "lag", "skill", "departure", "watched", "spells"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(resumed, name), err_msg=name)


def test_a_posterior_says_where_it_comes_from(
    fits: tuple[Posterior, Posterior], tmp_path: Path
) -> None:
    """Cut-off, evidence, command and diagnostics are in the file."""
    write(fits[0], tmp_path)
    about = read(tmp_path).about
    assert about["data_cutoff"] == "2024-03-31"
    assert about["evidence"] == evidence_digest(model_data(), fits[0].now)
    assert about["command"] == f"slipstream calibrate --members {MEMBERS} --seed 1"
    stages = about["stages"]
    assert isinstance(stages, list)
    powers = [stage["tempering"] for stage in stages]
    assert powers == sorted(powers)
    assert powers[-1] == 1.0
