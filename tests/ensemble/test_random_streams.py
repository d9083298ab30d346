import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.ensemble import random_streams
from slipstream.ensemble.random_streams import (
    BLOCK,
    draw_ahead,
    innovations,
    normals,
    stream,
    uniforms,
)

NAMES = st.text(min_size=1, max_size=20)


@given(seed=st.integers(0, 2**40), name=NAMES, block=st.integers(0, 1000))
def test_the_same_component_has_the_same_luck(seed: int, name: str, block: int) -> None:
    again = stream(seed, name, block).random(4)
    assert np.array_equal(stream(seed, name, block).random(4), again)
    assert not np.any(stream(seed + 1, name, block).random(4) == again)
    assert not np.any(stream(seed, name + "x", block).random(4) == again)
    assert not np.any(stream(seed, name, block + 1).random(4) == again)


def test_luck_does_not_depend_on_what_was_drawn_before() -> None:
    alone = normals(1, "a", 0, (3,))
    normals(1, "b", 0, (1000,))
    assert np.array_equal(normals(1, "a", 0, (3,)), alone)


def test_normals_are_standard_and_uniforms_below_one() -> None:
    drawn = normals(1, "a", 0, (200_000,))
    assert drawn.dtype == np.float32
    assert float(drawn.mean()) == pytest.approx(0.0, abs=0.01)
    assert float(drawn.std()) == pytest.approx(1.0, abs=0.01)
    even = uniforms(1, "a", 0, (200_000,))
    assert even.dtype == np.float32
    assert float(even.min()) >= 0.0
    assert float(even.max()) < 1.0
    assert float(even.mean()) == pytest.approx(0.5, abs=0.005)


def test_what_is_drawn_ahead_is_what_would_have_been(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same numbers, handed out once: who asks again has arrays of his own to change."""
    monkeypatch.setattr(random_streams, "MOST_AHEAD", 2)
    there = dict.fromkeys(random_streams._ahead)
    draw_ahead(("JP", "KR"), 5, 10 * BLOCK)
    draw_ahead(("JP", "KR"), 5, 10 * BLOCK)
    assert len(random_streams._ahead) - len(there) == 2
    for block in (1, 0, 2):
        first, again = innovations(("JP", "KR"), 5, block), innovations(("JP", "KR"), 5, block)
        for name, values in first.items():
            np.testing.assert_array_equal(values, again[name])
            assert not np.shares_memory(values, again[name])
    assert random_streams._ahead.keys() == there.keys()


def test_a_failure_ahead_is_told_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*key: object) -> random_streams.Innovations:
        raise MemoryError

    monkeypatch.setattr(random_streams, "_drawn", full)
    draw_ahead(("KR",), 6, BLOCK)
    with pytest.raises(MemoryError):
        innovations(("KR",), 6, 0)
