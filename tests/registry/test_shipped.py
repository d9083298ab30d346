"""The rows that come with the package, against the equations and the evidence."""

import ast
import importlib
import inspect
import re
from functools import reduce
from pathlib import Path

import pytest

from slipstream.countries.pack import Range, packs, resolve
from slipstream.ensemble.engine import PULSES
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence import load_facts
from slipstream.evidence.units import dimensions
from slipstream.model import state, step, step_compute, step_models, step_people
from slipstream.model.constants import MONTHS, month_index
from slipstream.model.state import Outcome
from slipstream.policy.build_scenario import build
from slipstream.policy.citations import cited_facts
from slipstream.policy.policy_files import find_policy
from slipstream.registry.load import registry
from slipstream.registry.schema import Lever, NamedRow, Prior, Shock, Traced

ROWS = registry()
TRACED: list[Traced] = [
    *ROWS.parameters.values(),
    *ROWS.levers.values(),
    *ROWS.shocks.values(),
]
NAMED: list[NamedRow] = [*TRACED, *ROWS.outputs.values()]
MADE_BY_THE_RUN = {"lag", "frontier", "open", "sovereignty"}
NOT_PHYSICAL = {"1/year", "log10 FLOP"}


def by_name(row: NamedRow) -> str:
    return row.name


@pytest.mark.parametrize("row", TRACED, ids=by_name)
def test_a_row_enters_the_equation_that_it_names(row: Traced) -> None:
    module, _, function = row.equation.partition(".")
    equation = getattr(importlib.import_module(f"slipstream.model.{module}"), function)
    assert (row.argument or row.name) in inspect.signature(equation).parameters


@pytest.mark.parametrize("row", TRACED, ids=by_name)
def test_ranges_are_ordered(row: Traced) -> None:
    assert row.range[0] < row.range[1]


@pytest.mark.parametrize("row", ROWS.levers.values(), ids=by_name)
def test_today_and_the_slider_are_legal(row: Traced) -> None:
    lever = ROWS.levers[row.name]
    low, high = lever.range
    assert low <= lever.slider[0] < lever.slider[1] <= high
    assert low <= lever.today <= high


@pytest.mark.parametrize("row", ROWS.levers.values(), ids=by_name)
def test_words_rise_along_the_slider_in_both_languages(row: Traced) -> None:
    lever = ROWS.levers[row.name]
    places = [word.at for word in lever.words]
    assert 2 <= len(places) <= 5
    assert places == sorted(set(places))
    assert lever.slider[0] == places[0]
    assert places[-1] <= lever.slider[1]
    assert all(re.search("[가-힣]", word.label.ko) for word in lever.words)


@pytest.mark.parametrize("row", ROWS.levers.values(), ids=by_name)
def test_a_slider_is_a_whole_number_of_steps(row: Traced) -> None:
    lever = ROWS.levers[row.name]
    steps = (lever.slider[1] - lever.slider[0]) / lever.step
    assert steps == pytest.approx(round(steps))
    assert 10 <= steps <= 600


@pytest.mark.parametrize(
    ("lever", "at", "country", "factor"),
    [
        ("public_budget", 7e9, "KR", 1),
        ("public_budget", 1.4e10, "KR", 2),
        ("public_budget", 2.8e10, "CN", 1),
        ("pledged_compute", 1.1e5, "KR", 1),
    ],
)
def test_words_that_name_a_country_say_what_its_pack_says(
    lever: str, at: float, country: str, factor: float
) -> None:
    values = build("KR").levers[lever][NOW + 1]
    assert at in [word.at for word in ROWS.levers[lever].words]
    assert at == pytest.approx(factor * values[list(packs()).index(country)], rel=0.02)


def test_the_word_for_the_article_says_what_its_policy_says() -> None:
    article = find_policy("article").levers["public_budget"].by_year or {}
    assert ROWS.levers["public_budget"].words[1].at == max(article.values())


@pytest.mark.parametrize("row", ROWS.shocks.values(), ids=by_name)
def test_a_shock_is_legal_and_within_the_run(row: Traced) -> None:
    shock = ROWS.shocks[row.name]
    assert shock.range[0] <= shock.severity <= shock.range[1]
    first, last = (month_index(int(month[:4]), int(month[5:])) for month in shock.window)
    assert 0 <= first <= last < MONTHS
    assert shock.reach in {"world", "focal", *packs()}
    assert shock.facts or shock.assumption


@pytest.mark.parametrize("row", NAMED, ids=by_name)
def test_a_row_has_a_label_in_both_languages(row: NamedRow) -> None:
    assert row.label.en.strip()
    assert re.search("[가-힣]", row.label.ko)


@pytest.mark.parametrize("row", [*ROWS.levers.values(), *ROWS.shocks.values()], ids=by_name)
def test_a_row_says_what_it_does_in_both_languages(row: Lever | Shock) -> None:
    assert row.what.en.endswith(".")
    assert row.what.ko.endswith("다.")


@pytest.mark.parametrize("unit", sorted({row.unit for row in NAMED} - NOT_PHYSICAL))
def test_units_are_known_to_the_evidence(unit: str) -> None:
    dimensions(unit)


def test_labels_tell_rows_apart() -> None:
    for rows in (ROWS.parameters, ROWS.levers, ROWS.shocks, ROWS.outputs):
        assert len({row.label.en for row in rows.values()}) == len(rows)
        assert len({row.label.ko for row in rows.values()}) == len(rows)


def all_priors() -> list[tuple[str, str, Prior]]:
    common = [("", name, row.prior) for name, row in ROWS.parameters.items() if row.prior]
    local = [
        (code, name, prior)
        for code, pack in packs().items()
        for name, prior in pack.parameters.items()
    ]
    return [*common, *local]


def beliefs(name: str) -> list[tuple[str, Range]]:
    """All forms of a parameter's priors in its unit, by country; the common ones have none."""
    unit = ROWS.parameters[name].unit
    return [
        (country, resolve(form, unit, load_facts()))
        for country, parameter, prior in all_priors()
        if parameter == name
        for form in prior.forms
    ]


@pytest.mark.parametrize("name", ROWS.parameters)
def test_priors_lie_inside_the_range(name: str) -> None:
    row = ROWS.parameters[name]
    for country, believed in beliefs(name):
        assert row.range[0] <= believed.low <= believed.high <= row.range[1], country


@pytest.mark.parametrize("name", ROWS.parameters)
def test_an_uncertain_prior_keeps_off_the_ends_where_its_family_is_infinite(name: str) -> None:
    row = ROWS.parameters[name]
    for country, believed in beliefs(name):
        if not believed.fixed:
            assert row.family == "normal" or believed.low > 0.0, country
            assert row.family != "logitnormal" or believed.high < 1.0, country


def test_world_parameters_have_their_prior_in_the_registry() -> None:
    assert [
        name for name, row in ROWS.parameters.items() if row.scope == "world" and not row.prior
    ] == []


def test_every_cited_fact_exists() -> None:
    assert sorted(cited_facts() - set(load_facts().by_id)) == []


def test_correlations_can_be_applied_one_by_one() -> None:
    seconds = [pair.second for pair in ROWS.correlations]
    assert len(set(seconds)) == len(seconds)
    assert not {pair.first for pair in ROWS.correlations} & set(seconds)
    for pair in ROWS.correlations:
        for name in (pair.first, pair.second):
            row = ROWS.parameters[name]
            assert row.scope == "world"
            assert row.prior is not None
            assert not any(resolve(form, row.unit, load_facts()).fixed for form in row.prior.forms)


@pytest.mark.parametrize("row", ROWS.outputs.values(), ids=by_name)
def test_an_output_names_a_part_of_the_run(row: NamedRow) -> None:
    source = ROWS.outputs[row.name].source
    if source not in MADE_BY_THE_RUN:
        fields = inspect.get_annotations(Outcome)
        head, *rest = source.split(".")
        inner = reduce(lambda kind, name: inspect.get_annotations(kind)[name], rest, fields[head])
        assert inner is not None


@pytest.mark.parametrize("row", ROWS.outputs.values(), ids=by_name)
def test_an_output_names_an_equation_that_there_is(row: NamedRow) -> None:
    equation = ROWS.outputs[row.name].equation
    if equation is not None:
        module, _, function = equation.partition(".")
        assert inspect.isfunction(
            getattr(importlib.import_module(f"slipstream.model.{module}"), function)
        )


WIRING = (step, step_compute, step_models, step_people)


def read_by_equations(mapping: str) -> set[str]:
    """Names by which the wiring reads a mapping, such as ``p["mfu"]`` or ``x.levers["teams"]``."""
    names = set()
    for module in (*WIRING, state):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                owner = node.value
                called = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                if called == mapping:
                    names.add(str(node.slice.value))
    return names


def test_equations_read_every_parameter_and_no_other() -> None:
    assert read_by_equations("p") == set(ROWS.parameters)


def test_equations_read_every_lever_and_no_other() -> None:
    assert read_by_equations("levers") == set(ROWS.levers)


def test_equations_read_every_shock_and_no_other() -> None:
    # The open leap is the efficiency leap as the open pool sees it.
    assert read_by_equations("shocks") == {*ROWS.shocks, "open_leap"}
    assert set(PULSES) <= {*ROWS.shocks, "open_leap"}


def handed_on() -> list[tuple[str, str, str]]:
    """Row, equation and argument of every row that the wiring hands to an equation directly."""
    found = []
    for wiring in WIRING:
        for node in ast.walk(ast.parse(Path(str(wiring.__file__)).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            module, _, function = ast.unparse(node.func).rpartition(".")
            owner = getattr(wiring, module, None) if module else wiring
            if not getattr(owner, "__name__", "").startswith("slipstream."):
                continue
            equation = getattr(owner, function, None)
            if not inspect.isfunction(equation):
                continue
            names = list(inspect.signature(equation).parameters)
            placed = [(word.arg, word.value) for word in node.keywords]
            if not any(isinstance(value, ast.Starred) for value in node.args):
                placed += zip(names, node.args, strict=False)
            for name, value in placed:
                row = re.fullmatch(
                    r"(?:p|levers|shocks|around\.(?:shocks|levers))\['(\w+)'\]", ast.unparse(value)
                )
                if row:
                    # The open leap is the efficiency leap as the open pool sees it.
                    known = "efficiency_leap" if row[1] == "open_leap" else row[1]
                    sector = equation.__module__.rpartition(".")[2]
                    found.append((known, f"{sector}.{function}", str(name)))
    return found


SECOND_PLACES = {
    ("demand_scale", "economy.response", "rivalry_scale"),
    ("access_private", "compute.training_access", "access"),
}
"""Places of a row beside that which the registry names."""


def test_rows_are_handed_on_in_their_place() -> None:
    assert len(handed_on()) > 80
    rows: dict[str, Traced] = {row.name: row for row in TRACED}
    misplaced = {
        (row, equation, argument)
        for row, equation, argument in handed_on()
        if argument not in {row, rows[row].argument}
    }
    assert misplaced == SECOND_PLACES
