"""States that nobody would send in good faith never make the server fail."""

import json
import os
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slipstream.countries.pack import country_codes
from slipstream.policy.policy_files import shipped
from slipstream.registry.load import registry

EXAMPLES = int(os.environ.get("SLIPSTREAM_TEST_STATES", "250"))
"""Per test; the full count is asked for by whoever changes the service."""

ROWS = registry()
numbers = st.one_of(
    st.floats(allow_nan=False),
    st.integers(min_value=-(10**40), max_value=10**40),
    st.sampled_from([0, -0.0, 1e308, -1e308, 5e-324, 2**53, 2**63, 2**64, 0.1 + 0.2]),
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def near(draw: st.DrawFn, low: float, high: float) -> float | int:
    """Mostly within a range, at its ends, or a little or far beyond."""
    return draw(
        st.one_of(st.floats(low, high), st.sampled_from([low, high, low - 1, high + 1]), numbers)
    )


@st.composite
def shocks(draw: st.DrawFn) -> Any:  # noqa: ANN401
    name = draw(st.sampled_from([*ROWS.shocks]))
    months = st.sampled_from(["2022-01", "2026-03", "2026-04", "2030-12", "2036-12", "2037-01"])
    fields = {
        "probability": near(0.0, 1.0),
        "window": st.lists(months, min_size=2, max_size=2),
        "duration": st.one_of(st.integers(1, 300), numbers),
        "severity": near(*ROWS.shocks[name].range),
    }
    return {name: draw(st.fixed_dictionaries({}, optional=fields))}


@st.composite
def scenes(draw: st.DrawFn) -> Any:  # noqa: ANN401
    levers = draw(st.lists(st.sampled_from([*ROWS.levers]), max_size=4))
    scene = {
        "policy": draw(st.lists(st.sampled_from(shipped()), max_size=3)),
        "levers": {name: draw(near(*ROWS.levers[name].range)) for name in levers},
        "shocks": draw(st.one_of(st.just({}), shocks())),
    }
    return {name: value for name, value in scene.items() if draw(st.booleans())}


@st.composite
def states(draw: st.DrawFn) -> Any:  # noqa: ANN401
    state = {
        **draw(scenes()),
        "country": draw(st.sampled_from(["KR", "KR", "JP", *country_codes()])),
        "by": draw(st.one_of(st.integers(2026, 2036), numbers)),
        "within": draw(near(0.0, 120.0)),
        "seed": draw(st.sampled_from([1, 1, 1, 2, 2**53 - 1, 2**53, -1])),
        "compare": draw(st.one_of(st.none(), scenes())),
        "outputs": draw(st.lists(st.sampled_from([*ROWS.outputs, "joined", "x"]), max_size=2)),
    }
    for name in draw(st.lists(st.sampled_from([*state]), max_size=2)):
        if draw(st.booleans()):
            state.pop(name, None)
        else:
            state[name] = draw(anything)
    return {"draws": 100, **state}


def send(client: httpx.Client, content: object) -> None:
    answer = client.post(
        "/api/simulate", content=json.dumps(content), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (200, 400, 413, 422), answer.text
    found = json.loads(answer.text, parse_constant=pytest.fail)
    if answer.status_code == 200:
        assert 0 <= found["headline"]["probability"] <= 1
        assert all(
            len(band) == len(found["months"])
            for bands in found["series"].values()
            for band in bands.values()
        )
    else:
        assert found["message"]["en"]
        assert "Traceback" not in answer.text


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(state=states())
def test_states_near_the_legal_ones(client: httpx.Client, state: object) -> None:
    send(client, state)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(state=anything)
def test_states_that_are_none(client: httpx.Client, state: object) -> None:
    send(client, state)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_bodies_of_any_bytes(client: httpx.Client, body: bytes) -> None:
    answer = client.post(
        "/api/simulate", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (200, 400, 422), answer.text
    assert answer.json()
