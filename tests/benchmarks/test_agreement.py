import inspect

import pytest

from benchmarks.agreement import DRAWS, PEERS, Case, Peer, cases, disagreements
from benchmarks.peers import numpy_equations

EQUATIONS = [
    name
    for name, function in inspect.getmembers(numpy_equations, inspect.isfunction)
    if function.__module__ == numpy_equations.__name__
]


@pytest.fixture(scope="module")
def compared() -> list[Case]:
    return list(cases(DRAWS))


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_peers_give_what_ours_gives(peer: Peer, compared: list[Case]) -> None:
    if peer.missing is not None:
        pytest.skip(peer.missing)
    assert [wrong for case in compared for wrong in disagreements(peer, case)] == []


@pytest.mark.parametrize("name", EQUATIONS)
def test_an_equation_that_differs_is_found(
    name: str, compared: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    equation = getattr(numpy_equations, name)

    def differing(*arguments: object) -> object:
        value = equation(*arguments)
        return tuple(1.001 * part for part in value) if isinstance(value, tuple) else 1.001 * value

    monkeypatch.setattr(numpy_equations, name, differing)
    (numpy,) = (peer for peer in PEERS if peer.name == "NumPy")
    assert any(disagreements(numpy, case) for case in compared)
