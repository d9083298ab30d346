"""The answer to a state and the ranking under it, as a page of the simulator shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from slipstream.arrays import Floats
from slipstream.ensemble.cores import Wanted, always
from slipstream.ensemble.fixed_world import CORE, Run, Worlds
from slipstream.ensemble.indicators import Quantiles
from slipstream.ensemble.single_flight import SingleFlight
from slipstream.model.constants import MONTHS, month_name
from slipstream.policy.compare import difference
from slipstream.policy.headline import Headline, headline, in_race_by_year, joined_by_year, standing
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import Question, Standing
from slipstream.policy.ranking import rank
from slipstream.report import answer_sentences, race_text
from slipstream.report.answer_json import in_race_json
from slipstream.report.comparison_sentences import difference_sentence
from slipstream.report.language import Language, language
from slipstream.report.likelihood_words import likelihood, twentieths
from slipstream.report.observed_points import Record, best_scores, observed_lags, world_scores
from slipstream.report.rounding import decimals, dollars, significant
from slipstream.service.page_state import DERIVED, DRAWS, State
from slipstream.service.reproduce import reproduce
from slipstream.statistics import LEVELS
from slipstream.version import __version__

QUANTILES = tuple(f"{level:g}" for level in LEVELS)
TONGUES = (language("en"), language("ko"))
MAX_RANKING_DRAWS = 2_048
"""Draws of a ranking at most: the whole world runs for it, and it shows lags in whole months."""

MAX_COMPARED = 4
"""Compared policies whose runs are cached while levers move: 26 MB each, mostly."""

MONTH_NAMES = [month_name(step) for step in range(MONTHS)]
DIGITS = 5
"""Significant digits of a series: more than a chart can show."""


@dataclass(frozen=True)
class _Simulated:
    """One policy's run and its headline."""

    policies: list[Policy]
    run: Run
    standing: Standing
    headline: Headline

    @property
    def question(self) -> Question:
        return self.headline.question


@dataclass(frozen=True)
class _ComparedPolicy:
    """A policy that is compared with, and its part of the answer."""

    simulated: _Simulated
    content: dict[str, Any]


class Answers:
    """Computes answers, and caches what the next move of a lever needs again.

    Parameters
    ----------
    worlds
        Runs of the whole world that are cached, so that one country can be run again alone.
    """

    def __init__(self, worlds: int) -> None:
        self._worlds = Worlds(worlds)
        self._compared: SingleFlight[str, _ComparedPolicy] = SingleFlight(MAX_COMPARED)

    def answer(self, state: State, wanted: Wanted = always) -> dict[str, Any]:
        """Compute the answer to a state.

        Raises
        ------
        AbandonedError
            If it is not ``wanted`` any more.
        InputError, ProblemError
            If the state names what does not exist or does not fit.
        """
        simulated = self._simulate(state, state.policies(), wanted)
        outputs = [name for name in state.outputs if name not in DERIVED]
        return {
            "version": __version__,
            "key": state.key,
            "coarse": state.draws < DRAWS,
            "draws": state.draws,
            "country": state.country,
            "by": state.by,
            "within": state.within,
            "edges": list(simulated.question.edges),
            "seed": state.seed,
            "as_of": simulated.headline.as_of,
            "headline": _headline(simulated),
            "months": MONTH_NAMES,
            "series": _series(simulated.run, outputs),
            "observed": _observed(state.country),
            "difference": self._difference(state, simulated, outputs),
            "reproduce": reproduce(state),
        }

    def _simulate(
        self, state: State, policies: list[Policy], wanted: Wanted = always
    ) -> _Simulated:
        question = state.question
        scenario = question.scenario(policies)
        outputs = (name for name in state.outputs if name not in DERIVED)
        names = tuple(dict.fromkeys((*CORE, *outputs)))
        run = self._worlds.run(scenario, names, draws=state.draws, seed=state.seed, wanted=wanted)
        stands = standing(run, question)
        head = headline(stands, question, scenario.name, state.seed)
        return _Simulated(policies, run, stands, head)

    def _difference(
        self, state: State, simulated: _Simulated, outputs: list[str]
    ) -> dict[str, Any] | None:
        scene = state.compare
        if scene is None:
            return None

        def compute() -> _ComparedPolicy:
            # Other requests may wait for it as well, so it is never abandoned.
            other = self._simulate(state, scene.policies("compare."))
            content = {
                "policy": other.headline.policy,
                "headline": _headline(other),
                "series": _series(other.run, outputs),
            }
            return _ComparedPolicy(other, content)

        alone = state.model_copy(update={**dict(scene), "compare": None})
        other = self._compared.get(alone.key, compute)
        return {**_paired(other.simulated, simulated, outputs), "other": other.content}


def ranking(state: State) -> dict[str, Any]:
    """Place all countries under a state, the closest at the end of its year first.

    Raises
    ------
    InputError, ProblemError
        If the state names what does not exist or does not fit.
    """
    question = state.question
    scenario = question.scenario(state.policies())
    draws = min(state.draws, MAX_RANKING_DRAWS)
    places = rank(scenario, question, draws, state.seed)
    closest = sorted(places, key=lambda code: (places[code].lag_by.p50, places[code].lag_by.p95))
    return {
        "draws": draws,
        "countries": [
            {
                "code": code,
                "in_race": decimals(places[code].in_race, 6),
                "probability": decimals(places[code].probability, 6),
                "lag_now": _quantiles(places[code].lag_now, 1),
                "lag_by": _quantiles(places[code].lag_by, 1),
            }
            for code in closest
        ],
    }


def _headline(simulated: _Simulated) -> dict[str, Any]:
    head = simulated.headline
    years = joined_by_year(simulated.standing, simulated.question)
    inside = in_race_by_year(simulated.standing, simulated.question)
    return {
        "in_race": {
            **in_race_json(inside),
            "bands": {
                year: [decimals(share, 6) for share in shares]
                for year, shares in inside.bands.items()
            },
        },
        "probability": decimals(head.probability, 6),
        "error": decimals(head.probability_error, 4),
        "likelihood": _translated(lambda tongue: likelihood(inside.probability, tongue)),
        "question": _translated(lambda tongue: race_text.question(head, tongue)),
        "sentence": _translated(lambda tongue: race_text.headline(head, tongue)),
        "joined_sentence": _translated(lambda tongue: race_text.joined(head, tongue)),
        "nearby_sentence": _translated(lambda tongue: race_text.nearby(head, tongue)),
        "lag_sentence": _translated(lambda tongue: answer_sentences.lag(head, tongue)),
        "dots": twentieths(inside.probability),
        "lag_now": _quantiles(head.lag_months["now"], 1),
        "lag_by": _quantiles(head.lag_months[str(head.question.by)], 1),
        "joined_by_year": {year: decimals(share, 6) for year, share in years.items()},
        "public_cost_usd": dollars(head.public_cost_usd),
    }


def _series(run: Run, outputs: list[str]) -> dict[str, Any]:
    return {name: _bands(run.quantiles(name)) for name in outputs}


def _bands(values: Floats) -> dict[str, list[float]]:
    return dict(zip(QUANTILES, significant(values, DIGITS).tolist(), strict=True))


def _quantiles(values: Quantiles, places: int) -> dict[str, float]:
    return {name: decimals(value, places) for name, value in zip(QUANTILES, values, strict=True)}


@cache
def _observed(country: str) -> dict[str, Any]:
    records = {
        "capability_eci": best_scores(country),
        "frontier_eci": world_scores(),
        "lag_months": observed_lags(country),
    }
    return {name: [_record(each) for each in values] for name, values in records.items()}


def _record(record: Record) -> dict[str, Any]:
    return {
        "month": record.date.isoformat()[:7],
        "date": record.date.isoformat(),
        "value": decimals(record.value, 2),
        "low": decimals(record.low, 2),
        "high": decimals(record.high, 2),
        "model": record.model,
        "estimate": record.rough,
    }


def _paired(other: _Simulated, simulated: _Simulated, outputs: list[str]) -> dict[str, Any]:
    names = ("other", "this")
    pair = difference(*names, other.standing, simulated.standing, simulated.question)

    def sentence(tongue: Language) -> str:
        labels = (
            answer_sentences.policy_label(each.policies, tongue) for each in (other, simulated)
        )
        return difference_sentence(pair, dict(zip(names, labels, strict=True)), tongue)

    return {
        "in_race": {
            "difference": decimals(pair.in_race, 6),
            "low": decimals(pair.in_race_low, 4),
            "high": decimals(pair.in_race_high, 4),
        },
        "probability": decimals(pair.probability, 6),
        "low": decimals(pair.probability_low, 4),
        "high": decimals(pair.probability_high, 4),
        "lag_mean": decimals(pair.lag_mean, 2),
        "lag_by": _quantiles(pair.lag_months, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
        "series": {name: _bands(simulated.run.less(other.run, name)) for name in outputs},
        "sentence": _translated(sentence),
    }


def _translated(say: Callable[[Language], str]) -> dict[str, str]:
    return {tongue.code: str(say(tongue)) for tongue in TONGUES}
