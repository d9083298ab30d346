"""A comparison of policies as JSON-able dictionary."""

from typing import Any

from slipstream.ensemble.posterior import provenance
from slipstream.policy.compare import Comparison, Difference, Outcome
from slipstream.report.rounding import decimals, dollars, percentiles
from slipstream.version import __version__


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison; each difference is the second policy less the first."""
    question = comparison.question
    return {
        "question": {
            "country": question.country,
            "by": question.by,
            "within_months": float(question.within_months),
        },
        "draws": comparison.draws,
        "seed": comparison.seed,
        "posterior": provenance(question.posterior),
        "version": __version__,
        "as_of": comparison.as_of,
        "outcomes": [_outcome(outcome) for outcome in comparison.outcomes],
        "differences": [_difference(difference) for difference in comparison.differences],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "policy": outcome.policy,
        "in_race": decimals(outcome.in_race, 6),
        "probability": decimals(outcome.probability, 6),
        "lag_months": percentiles(outcome.lag_months, 1),
        "capability_eci": percentiles(outcome.capability_eci, 1),
        "public_cost_usd": dollars(outcome.public_cost_usd),
    }


def _difference(pair: Difference) -> dict[str, Any]:
    return {
        "first": pair.first,
        "second": pair.second,
        "in_race": {
            "difference": decimals(pair.in_race, 6),
            "low": decimals(pair.in_race_low, 4),
            "high": decimals(pair.in_race_high, 4),
        },
        "probability": {
            "difference": decimals(pair.probability, 6),
            "low": decimals(pair.probability_low, 4),
            "high": decimals(pair.probability_high, 4),
        },
        "lag_months": {
            "mean": decimals(pair.lag_mean, 2),
            **percentiles(pair.lag_months, 1),
        },
        "capability_eci": percentiles(pair.capability_eci, 1),
        "public_cost_usd": dollars(pair.public_cost_usd),
    }
