from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import (
    DATA,
    Schedule,
    by_month,
    country_codes,
    packs,
    read_pack,
    resolve,
    today,
)
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence import load_facts
from slipstream.files import InputError
from slipstream.model.constants import MONTHS, START_YEAR, month_step
from slipstream.registry.load import registry
from slipstream.registry.schema import Prior

Content = dict[str, Any]
GROUND = {"assumption": "for the test"}


@pytest.fixture
def content() -> Content:
    """Korea's pack as plain data, to be spoilt."""
    loaded: Content = yaml.safe_load((DATA / "KR.yaml").read_text(encoding="utf-8"))
    return loaded


def problem(tmp_path: Path, content: Content, name: str = "KR.yaml") -> InputError:
    path = tmp_path / name
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_pack(path, registry(), load_facts())
    assert caught.value.where == str(path)
    return caught.value


def test_twelve_countries_have_a_pack() -> None:
    assert country_codes() == tuple(sorted(packs()))
    assert {"US", "CN", "KR", "JP", "IN", "FR", "GB", "DE", "CA", "AE", "SA", "SG"} <= set(packs())


@pytest.mark.parametrize("code", country_codes())
def test_a_pack_is_whole(code: str) -> None:
    pack = packs()[code]
    assert pack.country == code
    assert pack.name.en
    assert pack.name.ko
    for name, row in registry().parameters.items():
        if row.scope == "country":
            assert pack.parameters.get(name, row.prior) is not None


@pytest.mark.parametrize("code", country_codes())
@pytest.mark.parametrize("name", registry().levers)
def test_todays_levers_are_legal(code: str, name: str) -> None:
    low, high = registry().levers[name].range
    values = today(packs()[code], registry().levers[name], NOW, load_facts())
    assert values
    assert all(low <= value <= high for value in values.values())


@pytest.mark.parametrize("now", [month_step("2024-03"), month_step("2025-04"), NOW])
@pytest.mark.parametrize("code", country_codes())
def test_shares_of_the_budget_come_to_one_at_most(code: str, now: int) -> None:
    shares = [name for name in registry().levers if name.startswith("share_")]
    months = [
        by_month(today(packs()[code], registry().levers[name], now, load_facts()))
        for name in shares
    ]
    assert max(map(sum, zip(*months, strict=True))) <= 1.0 + 1e-9


def test_an_unknown_country_lists_those_that_are_known() -> None:
    with pytest.raises(InputError, match="KR") as caught:
        model_data().pack("XX")
    assert caught.value.where == "country"
    assert model_data().pack("KR").country == "KR"


def test_the_shipped_pack_reads_from_anywhere(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "KR.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert read_pack(path, registry(), load_facts()) == packs()["KR"]


def test_a_country_is_named_like_its_file(tmp_path: Path, content: Content) -> None:
    error = problem(tmp_path, content, "JP.yaml")
    assert error.field == "country"
    assert "'KR'" in str(error)
    assert "'JP'" in error.expected


def test_an_unknown_parameter_names_the_nearest(tmp_path: Path, content: Content) -> None:
    content["parameters"]["talent_hom"] = {"value": 1.0, **GROUND}
    error = problem(tmp_path, content)
    assert error.field == "parameters.talent_hom"
    assert "did you mean 'talent_home'" in error.expected


def test_a_parameter_of_the_world_is_not_a_countrys(tmp_path: Path, content: Content) -> None:
    content["parameters"]["mfu"] = {"value": 0.4, **GROUND}
    assert problem(tmp_path, content).field == "parameters.mfu"


def test_an_unknown_lever_names_the_nearest(tmp_path: Path, content: Content) -> None:
    content["levers"]["team"] = {"value": 2, **GROUND}
    error = problem(tmp_path, content)
    assert error.field == "levers.team"
    assert "did you mean 'teams'" in error.expected


def test_a_missing_parameter_is_named(tmp_path: Path, content: Content) -> None:
    del content["parameters"]["power_2025"]
    error = problem(tmp_path, content)
    assert error.field == "parameters.power_2025"
    assert error.found == "nothing"


def test_a_missing_section_is_named(tmp_path: Path, content: Content) -> None:
    del content["levers"]
    assert problem(tmp_path, content).field == "levers"


@pytest.mark.parametrize("cite", [{"fact": "KR.talent.hom"}, {"value": 9, "facts": ["KR.x.y"]}])
@pytest.mark.parametrize(
    ("place", "field"),
    [
        (lambda pack: (pack["parameters"], "talent_home"), "parameters.talent_home"),
        (lambda pack: (pack["levers"], "teams"), "levers.teams"),
        (lambda pack: (pack["levers"]["public_budget"]["by_year"], 2025), "levers.public_budget"),
    ],
)
def test_an_unknown_fact_is_named(
    tmp_path: Path,
    content: Content,
    cite: Content,
    place: Callable[[Content], tuple[Content, str]],
    field: str,
) -> None:
    section, name = place(content)
    section[name] = cite
    error = problem(tmp_path, content)
    assert error.field.startswith(field)
    assert "KR." in str(error.found)


def test_a_wrong_value_names_its_path(tmp_path: Path, content: Content) -> None:
    content["parameters"]["power_2025"] = {"low": "much", "high": 2.0, **GROUND}
    error = problem(tmp_path, content)
    assert error.field == "parameters.power_2025.low"
    assert error.found == "'much'"


def test_a_wrong_value_in_a_schedule_names_its_path(tmp_path: Path, content: Content) -> None:
    content["levers"]["teams"] = {"by_year": {2022: {"value": "five", **GROUND}}}
    error = problem(tmp_path, content)
    assert error.field == "levers.teams.by_year.2022.value"
    assert error.found == "'five'"


@pytest.mark.parametrize("text", ["parameters: [", "country: KR\n\tname: x\n"])
def test_broken_yaml_names_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "KR.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="line ") as caught:
        read_pack(path, registry(), load_facts())
    assert caught.value.where == str(path)


@pytest.mark.parametrize("text", ["", "- a list\n", "just words\n"])
def test_yaml_that_is_no_pack_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "KR.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_pack(path, registry(), load_facts())
    assert caught.value.where == str(path)


def test_a_prior_that_names_a_fact_takes_its_value_and_spread() -> None:
    fact = load_facts().fact("KR.talent.home")
    believed = resolve(Prior(fact=fact.id), "person", load_facts())
    assert believed.centre == fact.value
    assert fact.spread is None or believed.low == fact.spread.low


def test_money_is_converted_at_the_rate_of_the_evidence() -> None:
    fact = next(fact for fact in load_facts().facts if fact.unit == "KRW")
    believed = resolve(Prior(fact=fact.id), "USD", load_facts())
    assert believed.centre == pytest.approx(fact.value / load_facts().exchange_rates["KRW"])


def test_a_fact_in_other_units_is_refused() -> None:
    with pytest.raises(InputError, match="person"):
        resolve(Prior(fact="KR.talent.home"), "MW", load_facts())


@pytest.mark.parametrize(
    ("prior", "centre", "fixed"),
    [
        (Prior(value=3.0, assumption="test"), 3.0, True),
        (Prior(low=1.0, high=3.0, assumption="test"), 2.0, False),
    ],
)
def test_numbers_are_taken_as_they_stand(prior: Prior, centre: float, fixed: bool) -> None:
    believed = resolve(prior, "person", load_facts())
    assert believed.centre == centre
    assert believed.fixed is fixed


def test_a_lever_that_a_pack_leaves_out_has_the_common_value() -> None:
    pack = packs()["KR"].model_copy(update={"levers": {}})
    assert today(pack, registry().levers["teams"], NOW, load_facts()) == {
        START_YEAR: registry().levers["teams"].today
    }


def test_a_schedule_gives_values_by_year() -> None:
    schedule = Schedule(
        by_year={2027: Prior(value=2, assumption="t"), 2022: Prior(value=1, assumption="t")}
    )
    pack = packs()["KR"].model_copy(update={"levers": {"teams": schedule}})
    assert list(today(pack, registry().levers["teams"], NOW, load_facts()).items()) == [
        (2022, 1.0),
        (2027, 2.0),
    ]


# KR.talent.home is of 2024, KR.model.teams_2025 of 2025-08-04.
OLD, NEW = ("KR.talent.home",), ("KR.model.teams_2025",)


@pytest.mark.parametrize(
    ("now", "known"),
    [
        ("2024-11", {2022: 1.0}),
        ("2024-12", {2022: 1.0, 2023: 3.0}),
        ("2025-07", {2022: 1.0, 2023: 3.0}),
        ("2025-08", {2022: 1.0, 2023: 3.0, 2025: 4.0}),
        ("2026-03", {2022: 1.0, 2023: 3.0, 2025: 4.0}),
        ("2026-06", {2022: 1.0, 2023: 3.0, 2025: 4.0, 2027: 5.0}),
    ],
)
def test_a_schedule_ends_with_what_was_known(now: str, known: dict[int, float]) -> None:
    schedule = Schedule(
        by_year={
            2022: Prior(value=1, assumption="t"),
            2023: Prior(value=3, facts=OLD),
            2025: Prior(value=4, facts=NEW),
            2027: Prior(value=5, assumption="t"),
        }
    )
    pack = packs()["KR"].model_copy(update={"levers": {"teams": schedule}})
    assert today(pack, registry().levers["teams"], month_step(now), load_facts()) == known


@pytest.mark.parametrize(
    "entry",
    [
        Prior(value=9, facts=(*OLD, *NEW)),
        Schedule(by_year={2022: Prior(value=9, facts=NEW), 2026: Prior(value=8, facts=OLD)}),
    ],
)
def test_a_lever_of_which_nothing_was_known_has_the_common_value(entry: Prior | Schedule) -> None:
    pack = packs()["KR"].model_copy(update={"levers": {"teams": entry}})
    common = {START_YEAR: registry().levers["teams"].today}
    assert today(pack, registry().levers["teams"], month_step("2025-07"), load_facts()) == common
    assert today(pack, registry().levers["teams"], NOW, load_facts()) != common


@given(
    st.dictionaries(
        st.integers(START_YEAR - 3, START_YEAR + 20), st.floats(0, 9), min_size=1, max_size=5
    )
)
def test_a_value_holds_until_the_next_year_that_is_named(values: dict[int, float]) -> None:
    months = by_month(values)
    assert len(months) == MONTHS
    for month, value in enumerate(months):
        year = START_YEAR + month // 12
        while year not in values and year > min(values):
            year -= 1
        assert value == values[max(year, min(values))]
