"""What was believed at a time rests on what was known by then."""

import datetime as dt
from pathlib import Path

import pytest

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import as_of, believe, country_codes, packs, today
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence.fact_files import known_by, load_facts
from slipstream.files import InputError
from slipstream.model.constants import START_YEAR, month_end, month_step
from slipstream.registry.load import registry
from slipstream.registry.schema import Form, Prior

ORIGINS = ("2024-03", "2024-09", "2025-04", "2025-09", "2026-03")
WHERE = Path("XX.yaml")
FIELD = "parameters.power_2025"

NEW = Form(value=3.0, facts=("KR.gpu.stock_2025",))
OLD = Form(value=2.0, facts=("KR.gpu.stock_2023",))
JUDGED = Form(value=1.0, assumption="for the test")


def chosen(forms: list[Form], year: int) -> float | None:
    return as_of(forms, dt.date(year, 12, 31), WHERE, FIELD, load_facts()).value


@pytest.mark.parametrize(("year", "value"), [(2022, 1.0), (2023, 2.0), (2024, 2.0), (2025, 3.0)])
def test_the_first_form_holds_whose_facts_are_known(year: int, value: float) -> None:
    assert chosen([NEW, OLD, JUDGED], year) == value


def test_a_form_without_facts_is_known_at_any_time() -> None:
    assert chosen([JUDGED, NEW], 2030) == 1.0
    assert chosen([JUDGED, NEW], 1990) == 1.0


def test_the_fact_that_gives_the_number_counts_too() -> None:
    assert as_of(
        [Form(fact="KR.gpu.stock_2025"), JUDGED], dt.date(2025, 9, 30), WHERE, FIELD, load_facts()
    ) == (JUDGED)


def test_without_a_form_that_was_known_the_fact_and_its_date_are_named() -> None:
    with pytest.raises(InputError) as caught:
        as_of([NEW, OLD], dt.date(2023, 6, 30), WHERE, FIELD, load_facts())
    assert caught.value.where == str(WHERE)
    assert caught.value.field == FIELD
    assert "KR.gpu.stock_2023 of 2023-12-31" in str(caught.value)
    assert "2023-06-30" in str(caught.value)


def test_a_pack_falls_back_on_the_common_prior() -> None:
    row = registry().parameters["graduates"]
    assert row.prior is not None
    late = Prior(value=0.5, facts=("KR.gpu.stock_2025",))
    pack = packs()["KR"].model_copy(update={"parameters": {"graduates": late}})
    assert believe(row, pack, dt.date(2025, 12, 31), load_facts()).centre == 0.5
    assert believe(row, pack, dt.date(2025, 4, 30), load_facts()) == believe(
        row, None, dt.date(2025, 4, 30), load_facts()
    )


def test_the_file_and_the_number_are_named() -> None:
    row = registry().parameters["talent_home"]
    late = Prior(value=5e4, facts=("KR.gpu.stock_2025",))
    pack = packs()["KR"].model_copy(update={"parameters": {"talent_home": late}})
    with pytest.raises(InputError, match=r"KR\.gpu\.stock_2025") as caught:
        believe(row, pack, dt.date(2024, 3, 31), load_facts())
    assert caught.value.where.endswith("KR.yaml")
    assert caught.value.field == "parameters.talent_home"


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_number_rests_on_a_fact_that_was_not_yet_known(origin: str) -> None:
    end = month_end(month_step(origin))
    rows = registry().parameters.values()
    priors = {row.name: row.prior for row in rows if row.prior is not None}
    for code, pack in packs().items():
        priors |= {f"{code}.{name}": prior for name, prior in pack.parameters.items()}
    late = [
        f"{name}: {fact}"
        for name, prior in priors.items()
        for fact in as_of(prior.forms, end, WHERE, name, load_facts()).cited
        if not known_by(load_facts().fact(fact), end)
    ]
    assert late == []


@pytest.mark.parametrize("origin", ORIGINS)
def test_every_number_has_a_belief_at_every_origin(origin: str) -> None:
    now = month_step(origin)
    assert [number.name for number in coordinates(model_data(), now)] == [
        number.name for number in coordinates(model_data(), NOW)
    ]


def test_earlier_beliefs_are_wider() -> None:
    def width(origin: str) -> dict[str, float]:
        return {
            number.name: number.prior.high / number.prior.low
            for number in coordinates(model_data(), month_step(origin))
            if number.prior.low > 0.0 and not number.prior.fixed
        }

    early, late = width("2024-03"), width("2026-03")
    # A prior may rest on the same facts or judgement at both times; none grows narrower.
    assert [name for name in late if early[name] < 0.98 * late[name]] == []


def test_a_lever_takes_its_earlier_form() -> None:
    late = Prior(value=4.0, facts=("KR.gpu.stock_2025",), earlier=(JUDGED,))
    pack = packs()["KR"].model_copy(update={"levers": {"teams": late}})
    assert today(pack, registry().levers["teams"], month_step("2024-03"), load_facts()) == {
        START_YEAR: 1.0
    }
    assert today(pack, registry().levers["teams"], NOW, load_facts()) == {START_YEAR: 4.0}


@pytest.mark.parametrize("code", country_codes())
@pytest.mark.parametrize("origin", ORIGINS)
def test_levers_of_the_time_are_legal(code: str, origin: str) -> None:
    for name, row in registry().levers.items():
        low, high = row.range
        values = today(
            packs()[code], registry().levers[name], month_step(origin), load_facts()
        ).values()
        assert all(low <= value <= high for value in values)
