"""What the numbers of the model rest on."""

import numpy as np
import pytest

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import resolve
from slipstream.ensemble.draws import coordinates
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence import load_facts
from slipstream.evidence.fact_files import known_by
from slipstream.model.constants import month_end, month_step
from slipstream.policy.grounds import coverage, grounds
from slipstream.policy.variance import Shares
from slipstream.registry.load import registry


def test_every_number_has_the_form_that_gives_its_prior() -> None:
    rows = registry().parameters
    listed = grounds(NOW)
    assert tuple(ground.number for ground in listed) == coordinates(model_data(), NOW)
    for ground in listed:
        assert (
            resolve(ground.form, rows[ground.number.parameter].unit, load_facts())
            == ground.number.prior
        )


def test_facts_count_only_with_a_source() -> None:
    for ground in grounds(NOW):
        assert all(load_facts().fact(name).sources for name in ground.facts)
        assert (ground.kind == "assumption") == (not ground.facts)
        assert ground.kind != "both" or ground.form.assumption


def test_grounds_of_an_earlier_date_were_known_then() -> None:
    end = month_end(month_step("2024-03"))
    cited = {name for ground in grounds(month_step("2024-03")) for name in ground.form.cited}
    assert all(known_by(load_facts().fact(name), end) for name in cited)


def test_at_least_85_of_100_numbers_rest_on_facts() -> None:
    shares = uniform()
    found = coverage(shares, NOW)
    assert found.share_of_numbers("facts", "both") >= 0.85
    assert sum(found.numbers.values()) == len(coordinates(model_data(), NOW))


def test_a_judgement_beside_a_fact_is_no_fact_alone() -> None:
    found = coverage(uniform(), NOW)
    alone = [ground for ground in grounds(NOW) if ground.facts and not ground.form.assumption]
    assert found.share_of_numbers("facts") == pytest.approx(len(alone) / len(grounds(NOW)))
    assert found.share_of_numbers("facts", "both", "assumption") == pytest.approx(1.0)


def uniform() -> Shares:
    numbers = tuple(number for number in coordinates(model_data(), NOW) if not number.prior.fixed)
    each = np.full(len(numbers), 1.0 / len(numbers))
    return Shares(numbers, each, 2.0 * each, None, None)


def test_shares_of_variance_are_of_what_all_numbers_explain() -> None:
    found = coverage(uniform(), NOW)
    assert sum(found.lag.values()) == pytest.approx(1.0)
    assert found.joined == pytest.approx(found.lag)
    alone = sum(
        1
        for ground in grounds(NOW)
        if ground.kind == "assumption" and not ground.number.prior.fixed
    )
    assert found.lag["assumption"] == pytest.approx(alone / len(uniform().numbers))
    assert sum(rest.lag for rest in found.rest) == pytest.approx(found.lag["assumption"])


def test_the_rest_comes_by_its_share_with_its_words() -> None:
    shares = uniform()
    places = {number.name: place for place, number in enumerate(shares.numbers)}
    assumed = next(
        ground
        for ground in grounds(NOW)
        if ground.kind == "assumption"
        and not ground.number.country
        and ground.number.name in places
    )
    shares.lag[places[assumed.number.name]] = 0.5
    found = coverage(shares, NOW)
    assert found.rest[0].parameter == assumed.number.parameter
    assert found.rest[0].countries == ()
    assert found.rest[0].assumptions == (assumed.form.assumption,)
