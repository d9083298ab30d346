"""The reference ensemble: what is done for speed leaves results as they were.

``python -m tests.ensemble.test_reference`` writes it anew, after a change of equations, priors or
evidence that is meant.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.outputs import outputs_of
from slipstream.ensemble.random_streams import BLOCK
from slipstream.ensemble.run import run_blocks
from slipstream.policy.build_scenario import build
from slipstream.registry.load import registry

REFERENCE = Path(__file__).parent / "reference.json"
COUNTRIES = ("KR", "US")
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
STEPS = tuple(range(11, 180, 24))


def spread(country: str) -> dict[str, NDArray[np.float64]]:
    """Quantiles of every output over a block of draws from the priors, ``(level, step)``."""
    names = tuple(registry().outputs)
    (found,) = run_blocks(build(country), BLOCK, 1, lambda track, _: outputs_of(track, names))
    return {
        name: np.quantile(np.asarray(values, np.float64)[list(STEPS)], LEVELS, axis=1)
        for name, values in found.items()
    }


def test_results_are_those_of_the_reference() -> None:
    reference = json.loads(REFERENCE.read_text())
    for country in COUNTRIES:
        for name, found in spread(country).items():
            expected = np.array(reference[country][name])
            # Months are whole, and a draw or two may fall to the other side of one.
            allowed = 1.0 if name == "lag_months" else 1e-4 * np.maximum(np.abs(expected), 1.0)
            assert np.all(np.abs(found - expected) <= allowed), (country, name)


if __name__ == "__main__":
    REFERENCE.write_text(
        json.dumps(
            {
                country: {
                    name: [[float(f"{value:.7g}") for value in row] for row in rows]
                    for name, rows in spread(country).items()
                }
                for country in COUNTRIES
            },
            indent=1,
        )
    )
