"""The reference page of the shipped posterior: what it rests on and what history moved."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slipstream.ensemble.posterior import shipped

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

KINDS = {
    "scores": "scores of models",
    "runs": "training runs",
    "stocks": "counts of accelerators",
    "open_lag": "lag of open weights",
    "talent": "flows of talent",
    "never_led": "never having led",
}
LEAST_PULL = 0.1
"""Pulls below this many prior standard deviations are not named."""


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Write the page when a build begins."""
    made = Path(app.srcdir) / "reference" / "_made" / "posterior.md"

    def write(_: "Sphinx") -> None:
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text("\n".join(posterior()) + "\n", encoding="utf-8")

    app.connect("builder-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def posterior() -> Iterator[str]:
    """Where the file comes from, how its sampler did, and the numbers that moved most."""
    about: Mapping[str, Any] = shipped().about
    last = about["stages"][-1]
    yield (
        f"{about['members']:,} members, from data up to {about['data_cutoff']}, made by"
        f" `{about['command']}` in {about['seconds'] / 60:.0f} minutes and"
        f" {len(about['stages'])} stages. Least effective sample size of a stage:"
        f" {min(stage['ess'] for stage in about['stages']):.0%} of the members; least entropy of"
        f" the weights {min(stage['entropy'] for stage in about['stages']):.2f} of the largest"
        f" possible; last balance {last['balance']:.2f}, where 1 is a sample that has settled;"
        f" {last['acceptance']:.0%} of the last moves accepted. SHA-256 `{about['sha256'][:16]}`,"
        f" evidence `{about['evidence'][:16]}`."
    )
    yield ""
    yield "{.stacked}"
    yield "| number | prior | posterior | spread left | moved by |"
    yield "|---|---|---|--:|---|"
    for entry in about["moved"]:
        country, _, parameter = entry["number"].rpartition(".")
        name = f"{country} " * bool(country) + f"[`{parameter}`](#parameter-{parameter})"
        bands = " | ".join(_band(entry[at]) for at in ("prior", "posterior"))
        yield f"| {name} | {bands} | {entry['sd']:.0%} | {_movers(entry['pulls'])} |"


def _band(levels: Mapping[str, float]) -> str:
    low, middle, high = levels.values()
    return f"{middle:g} ({low:g} to {high:g})"


def _movers(pulls: Mapping[str, float]) -> str:
    told = sorted(pulls.items(), key=lambda pull: -abs(pull[1]))
    named = [f"{KINDS[kind]} {pull:+.1f}" for kind, pull in told if abs(pull) >= LEAST_PULL]
    return ", ".join(named) or "narrowed, not moved"
