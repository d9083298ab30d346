"""Observations that the model is fitted to, as the evidence page shows them."""

from typing import Any

from slipstream.evidence.fact_files import load_facts, load_history
from slipstream.service.evidence_document import place, source
from slipstream.statistics import Z90


def history() -> dict[str, Any]:
    """All tables of history, their rows in one shape, and the sources that they name."""
    tables = {
        "best_eci": ("ECI", _best_scores()),
        "largest_run": ("log10 FLOP", _largest_runs()),
        "h100e": ("H100e", _installed()),
        "open_lag": ("month", _open_lags()),
        "talent_flow": ("per_10000_linkedin_members", _talent_flows()),
        "score_ceiling": ("ECI", _ceilings()),
    }
    rows = [row for _, observed in tables.values() for row in observed]
    named = sorted({row["source"] for row in rows})
    return {
        "countries": [
            {"code": code, "name": place(code)} for code in sorted({row["country"] for row in rows})
        ],
        "tables": [
            {"name": name, "unit": unit, "rows": observed}
            for name, (unit, observed) in tables.items()
        ],
        "sources": {name: source(load_facts().sources[name]) for name in named},
    }


def _best_scores() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(
                mode="json",
                include={"country", "date", "organisation", "low", "high", "level", "kind"},
            ),
            "name": row.model,
            "value": row.eci,
            "source": row.source,
        }
        for row in load_history("best_eci")
    ]


def _largest_runs() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(mode="json", include={"country", "date", "organisation", "kind"}),
            "name": row.model,
            "value": row.log10_flop,
            "low": row.log10_flop - Z90 * row.sd,
            "high": row.log10_flop + Z90 * row.sd,
            "level": 0.9,
            "source": row.source,
        }
        for row in load_history("largest_run")
    ]


def _installed() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(
                mode="json", include={"country", "date", "low", "high", "level", "kind"}
            ),
            "owner": row.owner,
            "value": row.h100e,
            "source": row.source,
        }
        for row in load_history("h100e")
    ]


def _open_lags() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(mode="json", include={"date", "low", "high", "level"}),
            "country": "WORLD",
            "kind": "reported",
            "value": row.months,
            "source": row.source,
        }
        for row in load_history("open_lag")
    ]


def _ceilings() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(mode="json", include={"country", "date"}),
            "kind": "ceiling",
            "value": row.eci,
            "low": None,
            "high": None,
            "level": None,
            "source": row.source,
        }
        for row in load_history("score_ceiling")
    ]


def _talent_flows() -> list[dict[str, Any]]:
    return [
        {
            **row.model_dump(mode="json", include={"country", "date", "kind"}),
            "value": row.net_per_10000,
            "low": None,
            "high": None,
            "level": None,
            "source": row.source,
        }
        for row in load_history("talent_flow")
    ]
