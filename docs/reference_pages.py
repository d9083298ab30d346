"""Reference pages made from the registry, the country packs, the policies and the evidence.

Before Sphinx reads its sources, each table is written to ``reference/_made/``, and a page in
``reference/`` includes it. So a number stands in one place, and a fact or an equation that a row
names and no page explains is a broken link, which fails the build.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from slipstream.countries.pack import Pack, Schedule, packs, resolve
from slipstream.evidence import load_facts
from slipstream.evidence.fact_schema import Fact
from slipstream.policy.citations import Use, uses
from slipstream.policy.policy_files import Change, Policy, find_policy, shipped
from slipstream.registry.load import registry
from slipstream.registry.schema import Form, Prior, Traced

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SECTORS = {
    "compute": "Compute",
    "economy": "Money",
    "talent": "Talent",
    "efficiency": "Efficiency",
    "open_models": "Open models",
    "capability": "Capability",
}
UNITS = {
    "dimensionless": "",
    "times_per_year": "times a year",
    "1/year": "per year",
    "year": "years",
    "month": "months",
    "person": "people",
    "person/year": "people/year",
}
NONE = "none, a share or a factor"
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
STACKED = "{.stacked}"
"""Marks a table whose cells stand below one another on a narrow screen."""
FREE = 1e9
"""Values from here on stand for no bound at all."""


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Write the pages when a build begins."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / "reference" / "_made"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write(folder: Path) -> None:
    """Write what has changed, so that Sphinx reads no page anew without need."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        path, text = folder / f"{name}.md", "\n".join(page()) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def parameters() -> Iterator[str]:
    """All parameters by sector, the world's first."""
    yield from grounds_table()
    for sector, title in SECTORS.items():
        yield from ("", f"## {title}", "")
        for row in registry().parameters.values():
            if row.sector != sector:
                continue
            yield from heading("parameter", row.name)
            yield f"{sentence(row.label.en)} {entering(row)}"
            yield ""
            yield f"- Unit: {words(row.unit) or NONE}; legal range {span(row.range, row.unit)}."
            yield f"- {row.family.capitalize()} prior. {believed(row.prior, row.unit)}"
            for form in row.prior.earlier if row.prior else ():
                yield f"- Before that was known: {believed(form, row.unit)}"
            yield ""
    yield from correlations()


def correlations() -> Iterator[str]:
    """Pairs of parameters that are drawn together."""
    yield from ("", "## Correlations", "")
    yield "These pairs are drawn together, through the correlation of their normal scores."
    yield ""
    for pair in registry().correlations:
        first, second = (f"[`{name}`](#parameter-{name})" for name in (pair.first, pair.second))
        why = grounds(pair.facts, None, pair.why)
        yield f"- {first} and {second}: {pair.correlation:g}. {why}"


def grounds_table() -> Iterator[str]:
    """Count what priors rest on, by sector."""
    yield "| sector | priors | facts alone | facts and an assumption | an assumption alone |"
    yield "|---|--:|--:|--:|--:|"
    rows = registry().parameters
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, row in rows.items():
        if row.prior is not None:
            counts[SECTORS[row.sector]][ground_of(row.prior)] += 1
        for pack in packs().values():
            if name in pack.parameters:
                counts[SECTORS[row.sector]][ground_of(pack.parameters[name])] += 1
    for pack in packs().values():
        levers = (prior for path, prior in pack.priors.items() if path.startswith("levers."))
        counts["Levers today, in the packs"].update(map(ground_of, levers))
    everything = sum(counts.values(), Counter())
    for title, count in [*counts.items(), ("**all**", everything)]:
        shown = (f"{count[kind]} ({count[kind] / count.total():.0%})" for kind in GROUNDS)
        yield f"| {title} | {count.total()} | {' | '.join(shown)} |"


GROUNDS = ("facts", "both", "assumption")


def ground_of(prior: Prior) -> str:
    """Say what a prior rests on: facts, an assumption, or both."""
    if not prior.cited:
        return "assumption"
    return "both" if prior.assumption else "facts"


def levers() -> Iterator[str]:
    """All levers by group."""
    group = ""
    for row in registry().levers.values():
        if row.group != group:
            group = row.group
            yield from ("", f"## {group.capitalize()}", "")
        yield from heading("lever", row.name)
        yield f"{sentence(row.label.en)} {entering(row)}"
        yield ""
        yield plain(row.what.en)
        yield ""
        yield f"- Unit: {words(row.unit) or NONE}; legal range {span(row.range, row.unit)}."
        yield (
            f"- Slider: {span(row.slider, row.unit)}; {amount(row.today, row.unit)} where a country"
            " pack is silent."
        )
        meanings = (f"{figure(word.at)} {plain(word.label.en)}" for word in row.words)
        yield f"- Along the slider: {'; '.join(meanings)}."
        yield f"- Cost: {plain(row.cost.en)}."
        yield ""


def shocks() -> Iterator[str]:
    """All shocks, with their default odds."""
    reached = {"world": "every country", "focal": "the country that is asked about"}
    for row in registry().shocks.values():
        yield from heading("shock", row.name, level=2)
        yield f"{sentence(row.label.en)} {entering(row)}"
        yield ""
        yield plain(row.what.en)
        yield ""
        yield (
            f"- Strikes {reached.get(row.reach, row.reach)} with a probability of"
            f" {row.probability:.0%}, beginning in any month from {row.window[0]} to"
            f" {row.window[1]}; lasts {counted(row.duration, 'month')}."
        )
        yield (
            f"- Severity: {amount(row.severity, row.unit)} (unit: {words(row.unit) or NONE}; legal"
            f" range {span(row.range, row.unit)})."
        )
        yield f"- {grounds(row.facts, row.assumption, None)}"
        yield ""


def outputs() -> Iterator[str]:
    """All outputs."""
    yield "| output | unit | is | equation |"
    yield "|---|---|---|---|"
    for row in registry().outputs.values():
        made = NONE
        if row.equation is not None:
            made = f"[`{row.equation}`](#{equation_anchor(row.equation)})"
        yield f"| `{row.name}` | {words(row.unit) or NONE} | {plain(row.label.en)} | {made} |"


def countries() -> Iterator[str]:
    """Every pack: priors and today's levers, with their grounds."""
    for code, pack in packs().items():
        yield from (f"(country-{code.lower()})=", f"## {plain(pack.name.en)} ({code})", "")
        yield from (
            "### Priors",
            "",
            STACKED,
            "| parameter | middle 90% | rests on |",
            "|---|---|---|",
        )
        for name, prior in pack.parameters.items():
            unit = registry().parameters[name].unit
            link = f"[`{name}`](#parameter-{name})"
            yield f"| {link} | {band(prior, unit)} | {grounds_of(prior)} |"
            yield from earlier_rows(prior, unit)
        yield from (
            "",
            "### Levers today",
            "",
            STACKED,
            "| lever | value | rests on |",
            "|---|---|---|",
        )
        yield from lever_rows(pack)
        left = [
            f"[`{name}`](#lever-{name})" for name in registry().levers if name not in pack.levers
        ]
        if left:
            yield from ("", f"At the common value: {', '.join(left)}.")
        yield ""


def lever_rows(pack: Pack) -> Iterator[str]:
    """Rows of the table of levers; a schedule takes one for each year that it names."""
    for name, entry in pack.levers.items():
        unit = registry().levers[name].unit
        link = f"[`{name}`](#lever-{name})"
        dated = entry.by_year if isinstance(entry, Schedule) else {0: entry}
        for year, prior in sorted(dated.items()):
            since = f", from {year}" if year else ""
            yield f"| {link}{since} | {band(prior, unit)} | {grounds_of(prior)} |"
            yield from earlier_rows(prior, unit)


def earlier_rows(prior: Prior, unit: str) -> Iterator[str]:
    """Rows of a table for what was believed before a prior's facts were known."""
    for form in prior.earlier:
        yield f"| before that was known | {band(form, unit)} | {grounds_of(form)} |"


def facts() -> Iterator[str]:
    """All facts by country, with their sources and what rests on them."""
    country = ""
    for fact in load_facts().facts:
        if fact.country != country:
            country = fact.country
            name = "The world" if country == "WORLD" else packs()[country].name.en
            yield from ("", f"(facts-{country.lower()})=", f"## {plain(name)}", "")
        yield from (f"({anchor(fact.id)})=", f"### {fact.id}", "")
        yield from fact_lines(fact)
        if fact.id in uses():
            yield f"- Used by: {', '.join(map(user, uses()[fact.id]))}."
        yield ""


def fact_lines(fact: Fact) -> Iterator[str]:
    """Lines of one fact."""
    told = f", told {fact.told}" if fact.told else ""
    yield f"{sentence(fact.label.en)} **{amount(fact.value, fact.unit)}** ({fact.date}{told})."
    yield ""
    if fact.spread is not None:
        spread = fact.spread
        low, high = ("open" if end is None else figure(end) for end in (spread.low, spread.high))
        yield f"- {spread.level:.0%} between {low} and {high} ({spread.basis})."
    yield f"- {plain(fact.note)}"
    if fact.derived:
        yield f"- Derived: {plain(fact.derived)}"
    for title, others in (("In conflict with", fact.conflicts_with), ("Same as", fact.same_as)):
        if others:
            yield f"- {title}: {', '.join(map(fact_link, others))}."
    context = " Context: informs no number." if fact.context else ""
    yield f"- Confidence: {fact.confidence}.{context}"
    for name in fact.sources:
        source = load_facts().sources[name]
        note = f" {plain(source.note)}" if source.note else ""
        yield (
            f"- Source: [{plain(source.title)}](<{source.url}>), {plain(source.publisher)},"
            f" {source.date}.{note}"
        )


def user(use: Use) -> str:
    """Link what rests on a fact."""
    link = f"[`{use.name}`](#{use.kind}-{use.name})"
    match use.kind:
        case "policy":
            return f"policy {link}"
        case "correlation":
            first, second = (f"[`{name}`](#parameter-{name})" for name in (use.name, use.second))
            return f"correlation of {first} and {second}"
    if use.country:
        return f"[{use.country}](#country-{use.country.lower()}) `{use.name}`"
    return link


def policies() -> Iterator[str]:
    """All policies that come with the package."""
    for name in shipped():
        policy = find_policy(name)
        yield from heading("policy", name, plain(policy.label.en), level=2)
        yield f"`--policy {name}`{only(policy)}. {plain(policy.description.en)}"
        yield ""
        if policy.levers:
            yield from (STACKED, "| lever | value | why |", "|---|---|---|")
            for lever, change in policy.levers.items():
                unit = registry().levers[lever].unit
                why = grounds(change.facts, change.assumption, change.why)
                yield f"| [`{lever}`](#lever-{lever}) | {changed(change, unit)} | {why} |"
            yield ""
        for shock, asked in policy.shocks.items():
            said = asked.model_dump(exclude_none=True)
            if asked.window:
                said["window"] = " to ".join(asked.window)
            listing = ", ".join(f"{key} {value}" for key, value in said.items())
            yield f"- Shock [`{shock}`](#shock-{shock}): {listing}."
            yield ""


def only(policy: Policy) -> str:
    """Say for whom and from when a policy holds."""
    country = f", for {plain(packs()[policy.country].name.en)} only" if policy.country else ""
    return country + (f", from {policy.starts} on" if policy.starts else "")


def changed(change: Change, unit: str) -> str:
    """Write a lever's new value, its values by year, or its factor."""
    if change.times is not None:
        return f"{figure(change.times)} times today's"
    if change.value is not None:
        return amount(change.value, unit)
    years = (change.by_year or {}).items()
    return "; ".join(f"from {year}: {amount(value, unit)}" for year, value in sorted(years))


def heading(kind: str, name: str, title: str = "", *, level: int = 3) -> tuple[str, ...]:
    """Open the section of one row; links name it by kind and name."""
    return (f"({kind}-{name})=", f"{'#' * level} {title or name}", "")


def entering(row: Traced) -> str:
    """Link the equation that a row enters."""
    return f"Enters [`{row.equation}`](#{equation_anchor(row.equation)})."


def equation_anchor(equation: str) -> str:
    """Name under which the model page explains an equation."""
    return f"eq-{equation.replace('.', '-')}"


def believed(prior: Form | None, unit: str) -> str:
    """Say what a registry row's prior is and what it rests on."""
    if prior is None:
        return "Each [country pack](countries.md) gives its own."
    return f"{band(prior, unit)}. {grounds_of(prior)}"


def band(prior: Form, unit: str) -> str:
    """Write the middle of a prior's belief, or its fixed value."""
    found = resolve(prior, unit, load_facts())
    if found.fixed:
        return amount(found.centre, unit) if found.centre < FREE or unit != "H100e/year" else "none"
    between = f"{figure(found.low)} to {figure(found.high)}"
    level = "" if found.level == 0.9 else f" (middle {found.level:.0%})"
    return f"{between} {words(unit)}".strip() + level


def grounds_of(prior: Form) -> str:
    """Say what a prior rests on."""
    cited = dict.fromkeys(prior.cited)
    return grounds(tuple(cited), prior.assumption, prior.why)


def grounds(cited: tuple[str, ...], assumption: str | None, why: str | None) -> str:
    """Say what a number rests on, facts first."""
    parts = [plain(why)] if why else []
    if assumption:
        parts.append(f"*Assumption:* {plain(assumption)}")
    if cited:
        parts.append(f"Facts: {', '.join(map(fact_link, cited))}")
    return " ".join(sentence(part) for part in parts)


def fact_link(name: str) -> str:
    """Link a fact by its id."""
    return f"[{name}](#{anchor(name)})"


def anchor(fact: str) -> str:
    """Name of a fact's place on its page."""
    return f"fact-{fact.lower().replace('.', '-')}"


def amount(value: float, unit: str) -> str:
    """Write a value with its unit."""
    return f"{figure(value)} {words(unit)}".strip()


def span(ends: tuple[float, float], unit: str) -> str:
    """Write a range with its unit."""
    return f"{figure(ends[0])} to {figure(ends[1])} {words(unit)}".strip()


def figure(value: float) -> str:
    """Write a number so that its size is read at once."""
    for scale, name in SCALES:
        if scale <= abs(value) < 1e15:
            return f"{value / scale:.4g}{name}"
    if 1e-3 <= abs(value) < 1e6:
        return f"{value:,.6g}"
    return f"{value:.4g}" if abs(value) >= 1e15 else f"{value:.6f}".rstrip("0").rstrip(".")


def words(unit: str) -> str:
    """Write a unit; a share or a factor has none."""
    return UNITS.get(unit, plain(unit))


def counted(number: int, noun: str) -> str:
    """Write a number of things."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def plain(text: str) -> str:
    """Keep Markdown from reading its signs into a text."""
    return re.sub(r"([\\`*_{}\[\]<>#$|~^])", r"\\\1", " ".join(text.split()))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "parameters": parameters,
    "levers": levers,
    "shocks": shocks,
    "outputs": outputs,
    "countries": countries,
    "facts": facts,
    "policies": policies,
}
