"""The No-U-Turn sampler on the same target, as a check that shares nothing but the target.

Hoffman and Gelman (2014), as NumPyro has it. Chains start apart from one another, so that what
they agree on is the posterior's and not their start's.
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS

from slipstream.inference.density import log_likelihood_of_one, log_prior
from slipstream.inference.latent import Latent

CHAINS = 4
WARM_UP = 400
START_SD = 0.3
DEEPEST_TREE = 7


@dataclass(frozen=True)
class Chains:
    """What the sampler drew.

    ``vectors`` are ``(dimension, draw)`` of all chains one after the other; ``r_hat`` is the split
    potential scale reduction and ``ess`` the effective sample size of each of the vector's
    numbers; ``divergent`` counts steps that went astray.
    """

    vectors: NDArray[np.float32]
    r_hat: NDArray[np.float64]
    ess: NDArray[np.float64]
    divergent: int


def sample(latent: Latent, draws: int, seed: int, metric: NDArray[np.float64]) -> Chains:
    """Draw from the posterior with the No-U-Turn sampler.

    Parameters
    ----------
    latent
        What to infer, from which observations.
    draws
        Draws of each of the chains after their warm-up.
    seed
        Luck of starts and moves.
    metric
        Covariance to expect, ``(dimension, dimension)``; a bad one makes it slow and not wrong.
    """
    one = log_likelihood_of_one(latent)
    kernel = NUTS(
        potential_fn=lambda vector: -log_prior(vector) - one(vector),
        inverse_mass_matrix=jnp.asarray(metric, jnp.float32),
        dense_mass=True,
        adapt_mass_matrix=False,
        target_accept_prob=0.8,
        max_tree_depth=DEEPEST_TREE,
    )
    sampler = MCMC(
        kernel,
        num_warmup=WARM_UP,
        num_samples=draws,
        num_chains=CHAINS,
        chain_method="vectorized",
        progress_bar=False,
    )
    start, moves = jax.random.split(jax.random.PRNGKey(seed))
    first = START_SD * jax.random.normal(start, (CHAINS, latent.dimension))
    sampler.run(moves, init_params=first, extra_fields=("diverging",))
    found = np.asarray(sampler.get_samples(group_by_chain=True))
    return Chains(
        vectors=found.reshape(-1, latent.dimension).T,
        r_hat=np.asarray(split_gelman_rubin(found)),
        ess=np.asarray(effective_sample_size(found)),
        divergent=int(np.sum(sampler.get_extra_fields()["diverging"])),
    )
