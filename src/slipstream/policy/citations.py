"""Which facts the model rests on, and what rests on each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from slipstream.countries.pack import packs
from slipstream.policy.policy_files import find_policy, shipped
from slipstream.registry.load import registry


@dataclass(frozen=True)
class Use:
    """What rests on a fact.

    ``name`` is a parameter, lever, shock or policy; a correlation has a ``second`` parameter.
    ``country`` is the pack in which the fact is cited, none for what is common to all.
    """

    kind: Literal["parameter", "lever", "shock", "correlation", "policy"]
    name: str
    country: str | None = None
    second: str | None = None


@cache
def uses() -> Mapping[str, tuple[Use, ...]]:
    """What rests on each fact, by its identifier: the registry's rows, packs, shipped policies."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)

    def rests(cited: Iterable[str], use: Use) -> None:
        for fact in cited:
            found[fact][use] = None

    rows = registry()
    for name, row in rows.parameters.items():
        for form in row.prior.forms if row.prior else ():
            rests(form.cited, Use("parameter", name))
    for name, shock in rows.shocks.items():
        rests(shock.facts, Use("shock", name))
    for pair in rows.correlations:
        rests(pair.facts, Use("correlation", pair.first, second=pair.second))
    for code, pack in packs().items():
        for path, prior in pack.priors.items():
            table, name = path.split(".")[:2]
            kind: Literal["parameter", "lever"] = "parameter" if table == "parameters" else "lever"
            for form in prior.forms:
                rests(form.cited, Use(kind, name, code))
    for name in shipped():
        for change in find_policy(name).levers.values():
            rests(change.facts, Use("policy", name))
    return {fact: tuple(users) for fact, users in found.items()}


@cache
def cited_facts() -> frozenset[str]:
    """Identifiers of all facts that the registry, the packs and the shipped policies cite."""
    return frozenset(uses())


def mentions() -> Mapping[str, str]:
    """Return the text of every data file that may mention facts, by its path in the package."""
    root = resources.files("slipstream")
    folders = [f"{part}/data" for part in ("claims", "countries", "policy", "registry")]
    folders.append("evidence/data/upstream")
    return {
        f"{folder}/{path.name}": path.read_text(encoding="utf-8")
        for folder in folders
        for path in root.joinpath(folder).iterdir()
        if path.name.endswith((".yaml", ".csv"))
    }
