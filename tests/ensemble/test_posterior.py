"""The posterior's files, its members in runs, and what is said of it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from slipstream.countries.model_data import model_data
from slipstream.countries.pack import country_codes
from slipstream.ensemble import posterior as posteriors
from slipstream.ensemble.draws import coordinates, draw_block
from slipstream.ensemble.exogenous import NOW, world_deliveries
from slipstream.ensemble.posterior import (
    Posterior,
    evidence_digest,
    member_block,
    provenance,
    read,
    remember,
    shipped,
    write,
)
from slipstream.ensemble.random_streams import BLOCK, innovations
from slipstream.ensemble.run import block_inputs
from slipstream.evidence.fact_files import load_facts
from slipstream.files import InputError
from slipstream.policy.build_scenario import build

MEMBERS = 32


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    """Members made of the priors' first draws, with luck of their own."""
    draws = draw_block(model_data(), 1, 0, NOW)
    codes = country_codes()
    numbers = coordinates(model_data(), NOW)
    values = np.stack(
        [
            (
                draws[one.parameter][codes.index(one.country)]
                if one.country
                else draws[one.parameter]
            )[:MEMBERS]
            for one in numbers
        ]
    )
    random = np.random.default_rng(0)

    def normal(*shape: int) -> np.ndarray:
        return random.standard_normal((*shape, MEMBERS)).astype(np.float32)

    return Posterior(
        now=NOW,
        names=tuple(one.name for one in numbers),
        values=values,
        rate=normal(NOW + 1),
        lag=normal(NOW + 1),
        skill=normal(NOW + 1, 2),
        departure=normal(3),
        scored=("KR", "US"),
        record_months=np.array([20, 30, 30]),
        record_rows=np.array([1, 0, 1]),
        watched=(np.arange(NOW + 1) < 30)[:, None, None] & np.ones((1, 2, MEMBERS), dtype=bool),
        spells=np.full((2, MEMBERS), 2.0, dtype=np.float32),
        about={"seed": 0},
    )


def test_files_hold_what_was_written(posterior: Posterior, tmp_path: Path) -> None:
    """Values come back exactly, innovations to three digits, and the hash is told."""
    write(posterior, tmp_path)
    found = read(tmp_path)
    assert found.names == posterior.names
    assert found.scored == posterior.scored
    np.testing.assert_array_equal(found.values, posterior.values)
    np.testing.assert_allclose(found.skill, posterior.skill, atol=2e-3)
    assert found.about["seed"] == 0
    assert len(str(found.about["sha256"])) == 64


def test_a_changed_file_is_refused(posterior: Posterior, tmp_path: Path) -> None:
    """One flipped byte is found, and the message says how to remake the file."""
    write(posterior, tmp_path)
    path = tmp_path / "posterior.npz"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match=r"posterior\.npz: sha256.*slipstream calibrate"):
        read(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Nothing falls back to the priors by itself."""
    with pytest.raises(InputError, match=r"posterior\.yaml"):
        read(tmp_path)


def test_members_of_other_numbers_are_refused(posterior: Posterior, tmp_path: Path) -> None:
    """A registry that has moved on makes the file stale."""
    write(replace(posterior, names=("odd", *posterior.names[1:])), tmp_path)
    with pytest.raises(InputError, match="odd"):
        read(tmp_path)


def test_draws_go_through_all_members(posterior: Posterior) -> None:
    """Draw by draw all members in turn, over the ends of blocks."""
    first = posterior.of_block(0)
    assert first[:3].tolist() == [0, 1, 2]
    assert np.bincount(first).tolist() == [BLOCK // MEMBERS] * MEMBERS
    price = member_block(model_data(), posterior, 1)["price_2025"]
    assert price[MEMBERS] == price[0]
    assert price.shape == (BLOCK,)


def test_the_past_is_the_members_and_the_future_is_new(posterior: Posterior) -> None:
    """Innovations up to now are remembered; later ones are the run's own luck."""
    codes = country_codes()
    drawn, after = innovations(codes, 1, 0), innovations(codes, 1, 0)
    remember(posterior, codes, 0, after)
    korea = codes.index("KR")
    np.testing.assert_array_equal(after["rate"][: NOW + 1, :MEMBERS], posterior.rate)
    np.testing.assert_array_equal(after["rate"][NOW + 1 :], drawn["rate"][NOW + 1 :])
    np.testing.assert_array_equal(after["skill"][5, korea, :MEMBERS], posterior.skill[5, 0])
    assert np.all(after["release"][30, korea] == 0.0)
    assert np.all(after["release"][29, korea] == 1.0), "a release better than the record, watched"
    np.testing.assert_array_equal(after["release"][31, korea], drawn["release"][31, korea])
    japan = codes.index("JP")
    np.testing.assert_array_equal(after["release"][:, japan], drawn["release"][:, japan])


def test_a_run_draws_from_it(posterior: Posterior) -> None:
    """Inputs of a scenario with a posterior differ from those of the priors, and repeat."""
    scenario = build("KR", posterior=posterior)
    one, again = block_inputs(scenario, 1, 0), block_inputs(scenario, 1, 0)
    prior = block_inputs(build("KR"), 1, 0)
    np.testing.assert_array_equal(one.noise["skill"], again.noise["skill"])
    assert not np.array_equal(one.noise["skill"], prior.noise["skill"])
    assert one.parameters["mfu"][0] == posterior.values[posterior.names.index("mfu"), 0]


def test_what_an_answer_says_of_it(posterior: Posterior) -> None:
    """Hash, cut-off and size; nothing for priors."""
    assert provenance(None) is None
    told = provenance(posterior)
    assert told is not None
    assert told["data_cutoff"] == "2026-06-30"
    assert told["members"] == MEMBERS


def test_the_shipped_one_rests_on_the_shipped_evidence() -> None:
    """A change of a number in facts, history, registry or packs asks for a new calibration."""
    posterior = shipped()
    assert posterior.now == NOW
    assert posterior.about["evidence"] == evidence_digest(model_data(), posterior.now)
    assert posterior.members >= 1000


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"source": "elsewhere"}, True),
        ({"eci": 1.0}, False),
        ({"date": dt.date(2026, 4, 1)}, False),
    ],
)
def test_the_digest_is_of_numbers(change: dict[str, object], same: bool) -> None:
    before = evidence_digest(model_data(), NOW)
    facts = load_facts()
    first, *others = facts.history["best_eci"]
    scores = (first.model_copy(update=change), *others)
    history = {**facts.history, "best_eci": scores}
    changed = replace(model_data(), evidence=replace(facts, history=history))
    assert (evidence_digest(changed, NOW) == before) is same


@pytest.mark.parametrize(("factor", "same"), [(1 + 2e-16, True), (1 + 1e-6, False)])
def test_processors_that_round_otherwise_have_the_same_digest(
    factor: float, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, deliveries = evidence_digest(model_data(), NOW), world_deliveries(model_data(), NOW)
    assert not np.array_equal(deliveries, deliveries * factor)
    monkeypatch.setattr(posteriors, "world_deliveries", lambda data, now: deliveries * factor)
    assert (evidence_digest(model_data(), NOW) == before) is same
