"""Each equation says where it comes from."""

import importlib
import inspect
import re
from types import FunctionType

import pytest

from slipstream.evidence.fact_files import load_facts

SECTORS = (
    "capability",
    "compute",
    "economy",
    "efficiency",
    "lag",
    "noise",
    "open_models",
    "shocks",
    "sovereignty",
    "talent",
)
GROUND = re.compile(r"assumption|[Ff]acts? [A-Z]|\b(?:19|20)\d\d\b|identit|definition|Accounting")


def equations() -> list[FunctionType]:
    modules = [importlib.import_module(f"slipstream.model.{name}") for name in SECTORS]
    return [
        function
        for module in modules
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    ]


@pytest.mark.parametrize("equation", equations(), ids=lambda equation: equation.__qualname__)
def test_an_equation_has_a_source_or_is_called_an_assumption(equation: FunctionType) -> None:
    assert GROUND.search(equation.__doc__ or "")


@pytest.mark.parametrize("equation", equations(), ids=lambda equation: equation.__qualname__)
def test_the_facts_that_an_equation_names_exist(equation: FunctionType) -> None:
    named = re.findall(r"\b(?:[A-Z]{2}|WORLD)(?:\.[a-z0-9_]+){1,2}", equation.__doc__ or "")
    assert set(named) <= set(load_facts().by_id)
