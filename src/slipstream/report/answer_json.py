"""An answer as JSON-able dictionary: a contract, the same bytes for the same seed."""

from typing import Any

from slipstream.ensemble.posterior import provenance
from slipstream.model.sovereignty import SovereigntyShares
from slipstream.policy.answer import Answer, Weights
from slipstream.policy.drivers import Driver, End
from slipstream.policy.headline import InRace
from slipstream.report.answer_sentences import conditions, driver_label, driver_sentence
from slipstream.report.language import Language, rounded
from slipstream.report.rounding import by_label, decimals, dollars, percentiles
from slipstream.version import __version__


def answer_json(answer: Answer, weights: Weights, locale: Language) -> dict[str, Any]:
    """Return an answer with labels and sentences in one language.

    Parameters
    ----------
    answer
        The numbers.
    weights
        Weights of the sovereignty shares that the answer was asked with.
    locale
        Language of the labels and sentences.
    """
    question = answer.question
    return {
        "country": question.country,
        "as_of": answer.as_of,
        "question": {"by": question.by, "within_months": float(question.within_months)},
        "policy": answer.policy,
        "draws": answer.draws,
        "seed": answer.seed,
        "posterior": provenance(question.posterior),
        "version": __version__,
        "in_race": in_race_json(answer.in_race),
        "lag_bands": {
            "edges_months": list(question.edges),
            "by_year": {
                year: [decimals(share, 6) for share in shares]
                for year, shares in answer.in_race.bands.items()
            },
        },
        "probability": decimals(answer.probability, 6),
        "probability_error": decimals(answer.probability_error, 4),
        "lag_months": by_label(answer.lag_months, 1),
        "largest_run_log10_flop": by_label(answer.largest_run_log10_flop, 2),
        "capability_eci": by_label(answer.capability_eci, 1),
        "frontier_eci": by_label(answer.frontier_eci, 1),
        "sovereignty": {
            "index": percentiles(answer.sovereignty, 3),
            "shares": {
                name: decimals(share, 3) for name, share in answer.sovereignty_shares.items()
            },
            "weights": dict(zip(SovereigntyShares._fields, map(float, weights), strict=True)),
        },
        "public_cost_usd": dollars(answer.public_cost_usd),
        "joined_by_year": {
            year: decimals(share, 6) for year, share in answer.joined_by_year.items()
        },
        "drivers": [_driver(driver, answer, locale) for driver in answer.drivers],
        "would_have_to_be_true": list(conditions(answer, locale)),
    }


def in_race_json(found: InRace) -> dict[str, Any]:
    """Return the probability of being in the race, by year and by lag that counts (months)."""
    return {
        "probability": decimals(found.probability, 6),
        "error": decimals(found.error, 4),
        "by_year": {year: decimals(share, 6) for year, share in found.by_year.items()},
        "within": {f"{months:g}": decimals(share, 6) for months, share in found.nearby.items()},
    }


def _driver(driver: Driver, answer: Answer, locale: Language) -> dict[str, Any]:
    return {
        "name": driver.name,
        "kind": driver.kind,
        "country": driver.country or "WORLD",
        "label": driver_label(driver, locale),
        "unit": driver.unit,
        "low": _end(driver.low),
        "high": _end(driver.high),
        "lag_difference": decimals(driver.lag_difference, 2),
        "sentence": driver_sentence(driver, answer, locale),
    }


def _end(end: End) -> dict[str, float]:
    return {
        "value": rounded(end.value, 4),
        "lag_months": decimals(end.lag_months, 2),
        "probability": decimals(end.probability, 6),
        "in_race": decimals(end.in_race, 6),
    }
