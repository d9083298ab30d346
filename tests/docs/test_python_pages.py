"""The examples for Python users give what the pages say, and the reference leaves nothing out."""

import dataclasses
import doctest
import re
from pathlib import Path

import pytest

import slipstream
from slipstream import api
from slipstream.policy.answer import Answer
from slipstream.policy.compare import Comparison

PAGES = Path(__file__).parents[2] / "docs" / "python"
REFERENCE = (PAGES / "reference.md").read_text(encoding="utf-8")


def test_the_tutorial_gives_what_it_says() -> None:
    page = PAGES / "tutorial.md"
    # The end of a block of code would be read as the end of what an example prints.
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    result = doctest.DocTestRunner().run(test)
    assert result.failed == 0, "see the standard output for the example and what it gave"
    assert result.attempted > 20


@pytest.mark.parametrize("module", [slipstream, api])
def test_the_docstrings_give_what_they_say(module: object) -> None:
    tests = doctest.DocTestFinder(exclude_empty=True).find(module, "slipstream")
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


def test_the_reference_lists_every_function() -> None:
    listed = re.findall(r"autofunction:: (\w+)", REFERENCE)
    assert sorted(listed) == sorted(set(slipstream.__all__) - {"__version__"})


@pytest.mark.parametrize("returned", [Answer, Comparison])
def test_the_reference_lists_what_is_returned(returned: type) -> None:
    listed = set(re.findall(r"auto\w+:: ([\w.]+)", REFERENCE))
    assert f"{returned.__module__}.{returned.__name__}" in listed
    for field in dataclasses.fields(returned):
        assert set(re.findall(r"slipstream[.\w]*\w", str(field.type))) <= listed, field.name
