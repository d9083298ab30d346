"""The target of calibration as a function of one vector that samplers can map over many."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import jax
import jax.numpy as jnp
from jax import Array

from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import log_likelihood

Given = TypeVar("Given")


def log_prior(vector: Array) -> Array:
    """Log prior of a vector ``(dimension,)``, up to a constant: all scores are standard normal."""
    return -0.5 * jnp.sum(vector**2)


def log_likelihood_of_one(latent: Latent) -> Callable[[Array], Array]:
    """`log_likelihood_given` the packaged history that ``latent`` observes."""
    return partial(log_likelihood_given(lambda nothing: latent), ())


def log_likelihood_given(latent_of: Callable[[Given], Latent]) -> Callable[[Given, Array], Array]:
    """Log likelihood of a vector ``(dimension,)``, with its gradient, given some arrays.

    ``latent_of`` says what the arrays mean for what is observed; they have no gradient. So one
    compiled function serves many histories.

    Mapped over many vectors it runs the simulator once with draws as its last axis, as the
    simulator likes it, which is four times as fast as mapping the simulator itself.
    """

    def total(vectors: Array, given: Given) -> tuple[Array, Array]:
        each = log_likelihood(latent_of(given), vectors)
        return jnp.sum(each), each

    def many(given: Given, vectors: Array) -> tuple[Array, Array]:
        gradient, each = jax.grad(total, has_aux=True)(vectors.T, given)
        return each, gradient.T

    @jax.custom_batching.custom_vmap
    def one(given: Given, vector: Array) -> tuple[Array, Array]:
        value, gradient = many(given, vector[None])
        return value[0], gradient[0]

    @one.def_vmap
    def _many(
        size: int, mapped: Sequence[bool], given: Given, vectors: Array
    ) -> tuple[tuple[Array, Array], tuple[bool, bool]]:
        return many(given, vectors), (True, True)

    @jax.custom_vjp
    def value(given: Given, vector: Array) -> Array:
        found: Array = one(given, vector)[0]
        return found

    def forward(given: Given, vector: Array) -> tuple[Array, Array]:
        found: tuple[Array, Array] = one(given, vector)
        return found

    def backward(gradient: Array, outer: Array) -> tuple[None, Array]:
        return None, outer * gradient

    value.defvjp(forward, backward)
    return value
