"""The target of calibration as a function of one vector that samplers can map over many."""

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp
from jax import Array

from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood


def log_prior(vector: Array) -> Array:
    """Log prior of a vector ``(dimension,)``, up to a constant: all scores are standard normal."""
    return -0.5 * jnp.sum(vector**2)


def log_likelihood_of_one(latent: Latent) -> Callable[[Array], Array]:
    """Log likelihood of a vector ``(dimension,)``, with its gradient.

    Mapped over many vectors it runs the simulator once with draws as its last axis, as the
    simulator likes it, which is four times as fast as mapping the simulator itself.
    """

    def total(vectors: Array) -> tuple[Array, Array]:
        each = log_likelihood(latent, vectors)
        return jnp.sum(each), each

    def many(vectors: Array) -> tuple[Array, Array]:
        gradient, each = jax.grad(total, has_aux=True)(vectors.T)
        return each, gradient.T

    @jax.custom_batching.custom_vmap
    def one(vector: Array) -> tuple[Array, Array]:
        value, gradient = many(vector[None])
        return value[0], gradient[0]

    @one.def_vmap
    def _many(
        size: int, mapped: Sequence[bool], vectors: Array
    ) -> tuple[tuple[Array, Array], tuple[bool, bool]]:
        return many(vectors), (True, True)

    @jax.custom_vjp
    def value(vector: Array) -> Array:
        found: Array = one(vector)[0]
        return found

    def forward(vector: Array) -> tuple[Array, Array]:
        found: tuple[Array, Array] = one(vector)
        return found

    def backward(gradient: Array, outer: Array) -> tuple[Array]:
        return (outer * gradient,)

    value.defvjp(forward, backward)
    return value
