"""What several tests of the fit share, so that each program is compiled once."""

from collections.abc import Callable

import jax
import pytest
from jax import Array

from slipstream.inference.density import log_likelihood_of_one
from slipstream.inference.latent import Latent
from slipstream.inference.observations import observations
from slipstream.inference.priors import Priors
from slipstream.model.constants import month_step


@pytest.fixture(scope="session")
def latent() -> Latent:
    """What was to be inferred in March 2024."""
    march = month_step("2024-03")
    return Latent(Priors.known(march, {}), observations(march))


@pytest.fixture(scope="session")
def slope(latent: Latent) -> Callable[[Array], tuple[Array, Array]]:
    """Log likelihood of eight vectors ``(8, dimension)``, and its gradient at each."""
    return jax.jit(jax.vmap(jax.value_and_grad(log_likelihood_of_one(latent))))
