import jax.numpy as jnp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import Array

from slipstream.model.constants import MONTHS
from slipstream.model.shocks import active, begins, remaining, stalled_effort
from tests.model.legal import SHARE, ZERO, between, legal, number

RUN = jnp.arange(MONTHS)


@given(start=st.integers(0, MONTHS - 1), duration=st.integers(1, 60))
def test_a_shock_is_on_for_its_duration(start: int, duration: int) -> None:
    on = active(RUN, number(start), number(duration))
    assert float(jnp.sum(on)) == min(duration, MONTHS - start)
    assert int(jnp.argmax(on)) == start
    assert float(jnp.sum(begins(RUN, number(start)))) == 1.0


@given(start=st.integers(MONTHS, 10 * MONTHS), duration=st.integers(1, 60))
def test_a_shock_after_the_last_month_never_happens(start: int, duration: int) -> None:
    assert float(jnp.sum(active(RUN, number(start), number(duration)))) == 0.0
    assert float(jnp.sum(begins(RUN, number(start)))) == 0.0


@given(depth=SHARE, lost=legal("partner_exit"))
def test_a_partner_that_leaves_takes_its_share_away(depth: Array, lost: Array) -> None:
    left = float(remaining(depth, lost))
    assert left == pytest.approx(float(depth) * (1.0 - float(lost)), abs=1e-6)
    assert float(remaining(depth, ZERO)) == float(depth)


@given(effort=between(0.0, 20.0), stall=legal("rival_stall"))
def test_a_stall_lowers_effort(effort: Array, stall: Array) -> None:
    assert float(stalled_effort(effort, stall)) <= float(effort)
    assert float(stalled_effort(effort, ZERO)) == float(effort)
