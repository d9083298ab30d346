import inspect
import pkgutil
from importlib import import_module
from itertools import count
from types import ModuleType

import pytest

from benchmarks.agreement import DRAWS, PEERS, Case, Peer, cases, disagreements
from benchmarks.peers import numpy_equations

MODULES = [
    import_module(f"{numpy_equations.__name__}.{module.name}")
    for module in pkgutil.iter_modules(numpy_equations.__path__)
]
EQUATIONS = [
    pytest.param(module, name, id=name)
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
]


@pytest.fixture(scope="module")
def compared() -> list[Case]:
    return list(cases(DRAWS))


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_peers_give_what_ours_gives(peer: Peer, compared: list[Case]) -> None:
    if peer.missing is not None:
        pytest.skip(peer.missing)
    assert [wrong for case in compared for wrong in disagreements(peer, case)] == []


@pytest.mark.parametrize(("module", "name"), EQUATIONS)
def test_an_equation_that_differs_is_found(
    module: ModuleType, name: str, compared: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    equation = getattr(module, name)

    # Ever more: one factor for all months would cancel in a ratio of two of them.
    factors = count(1.001, 1e-5)

    def differing(*arguments: object) -> object:
        value, factor = equation(*arguments), next(factors)
        return (
            tuple(factor * part for part in value) if isinstance(value, tuple) else factor * value
        )

    monkeypatch.setattr(module, name, differing)
    (numpy,) = (peer for peer in PEERS if peer.name == "NumPy")
    assert any(disagreements(numpy, case) for case in compared)
