import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstream.files import InputError
from slipstream.policy.adjustments import Adjustments, named, overlays, read
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import ShockChange
from slipstream.policy.run_options import figure
from slipstream.registry.load import registry


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, ShockChange]:
    name = draw(st.sampled_from([*registry().shocks]))
    low, high = registry().shocks[name].range
    months = st.sampled_from(["2026-04", "2027-01", "2036-12"])
    fields = {
        "probability": st.floats(0, 1),
        "window": st.tuples(months, months).map(lambda window: tuple(sorted(window))),
        "duration": st.integers(1, 1200),
        "severity": st.floats(low, high),
    }
    given_fields = draw(st.fixed_dictionaries({}, optional=fields).filter(bool))
    return name, ShockChange.model_validate(given_fields)


@st.composite
def levers(draw: st.DrawFn) -> tuple[str, float]:
    name = draw(st.sampled_from([*registry().levers]))
    return name, draw(st.floats(*registry().levers[name].range))


@given(st.lists(levers(), max_size=4), st.lists(changes(), max_size=3))
def test_what_is_written_reads_as_the_same(
    values: list[tuple[str, float]], shocks: list[tuple[str, ShockChange]]
) -> None:
    given_all = Adjustments(dict(values), dict(shocks))
    assert read(given_all.texts, "here") == given_all


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_figure_reads_as_the_same_number(value: float) -> None:
    assert float(figure(value)) == value
    assert "+" not in figure(value)


def test_levers_hold_from_the_month_after_the_evidence() -> None:
    today, moved = build("KR"), build("KR", named(["today", "teams=1", "teams=2"], "here"))
    row = moved.focal_row
    assert (moved.levers["teams"][moved.now + 1 :, row] == 2).all()
    before = slice(None, moved.now + 1)
    assert (moved.levers["teams"][before] == today.levers["teams"][before]).all()
    assert moved.name == "today + teams=2"


def test_a_shock_keeps_what_is_left_out() -> None:
    today = build("KR").shocks["power_shortage"]
    moved = build("KR", named(["power_shortage=1::24"], "here")).shocks["power_shortage"]
    assert (moved.probability, moved.duration) == (1, 24)
    assert (moved.first, moved.last, moved.severity) == (today.first, today.last, today.severity)
    single = build("KR", named(["power_shortage=:2027-01"], "here")).shocks["power_shortage"]
    assert single.first == single.last == 60


def test_nothing_set_is_no_policy() -> None:
    assert overlays(Adjustments(), "here") == []
    assert [policy.name for policy in named(["article"], "here")] == ["article"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("teams", "--set: found 'teams'; expected NAME=VALUE, such as public_budget=3e10"),
        ("=2", "--set: found '=2'; expected NAME=VALUE"),
        ("team=2", "--set: team: found an unknown lever or shock; expected did you mean 'teams'"),
        ("teams=many", "--set: teams: found 'many'; expected a number"),
        ("teams=99", "--set: levers.teams: found 99; expected 1 to 20"),
        ("teams=nan", "--set: levers.teams: found nan; expected 1 to 20"),
        ("power_shortage=", "--set: power_shortage: found ''; expected PROBABILITY"),
        ("power_shortage=1:2:3:4:5", "found '1:2:3:4:5'; expected PROBABILITY"),
        ("power_shortage=2", "--set: shocks.power_shortage.probability: found 2.0; expected less"),
        ("power_shortage=1::x", "--set: power_shortage: found 'x'; expected whole months"),
        ("power_shortage=1:::7", "shocks.power_shortage.severity: found 7; expected 0 to 0.95"),
        ("power_shortage=1:2030-01..2029-01", "window: found 2030-01 to 2029-01; expected the"),
        ("power_shortage=1:2050-01", "window: found '2050-01'; expected a month from 2022-01"),
    ],
)
def test_a_mistake_is_told(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        overlays(read([text], "--set"), "--set")
    assert message in str(caught.value)
