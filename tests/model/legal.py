"""Values that the registry allows, for property tests of the equations."""

import jax.numpy as jnp
import numpy as np
from hypothesis import strategies as st
from jax import Array

from slipstream.registry.load import registry


def number(value: float) -> Array:
    return jnp.asarray(value, jnp.float32)


def between(low: float, high: float) -> st.SearchStrategy[Array]:
    ends = (float(np.float32(low)), float(np.float32(high)))
    # Values whose products leave single precision's range say nothing about an equation.
    values = st.floats(*ends, width=32, allow_subnormal=False)
    return values.filter(lambda value: value == 0.0 or abs(value) > 1e-12).map(number)


def legal(name: str) -> st.SearchStrategy[Array]:
    """Any value in the range of a parameter, a lever or a shock."""
    rows = registry()
    row = {**rows.parameters, **rows.levers, **rows.shocks}[name]
    return between(*row.range)


SHARE = between(0.0, 1.0)
YEARS = between(0.0, 15.0)
H100E = between(0.0, 1e8)
PERSONS = between(10.0, 1e7)
DOLLARS = between(0.0, 1e12)
ECI = between(0.0, 250.0)
LOG10_FLOP = between(15.0, 40.0)
ZERO = number(0.0)
ONE = number(1.0)
