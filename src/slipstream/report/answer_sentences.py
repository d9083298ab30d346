"""An answer as sentences, from which the text, the page and parts of the JSON are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from slipstream.countries.model_data import model_data
from slipstream.ensemble.indicators import Quantiles
from slipstream.evidence.fact_files import load_facts
from slipstream.model.constants import month_name, month_step
from slipstream.policy.adjustments import Adjusted
from slipstream.policy.answer import Answer, Weights
from slipstream.policy.drivers import Driver
from slipstream.policy.headline import Headline
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import Question
from slipstream.registry.load import registry
from slipstream.report.adjustments_text import adjusted_label
from slipstream.report.language import Language, Noun, whole
from slipstream.report.likelihood_words import likelihood, of_twenty
from slipstream.report.race_text import (
    band_labels,
    bands,
    definition,
    headline,
    joined,
    nearby,
    place,
    question,
)
from slipstream.report.units_text import with_unit
from slipstream.version import __version__


@dataclass(frozen=True)
class AnswerSentences:
    """Sentences of an answer; ``provenance`` says from which policy, draws and version.

    ``years`` is a table, its first row the heads: by year, the probability in percent of each band
    of lag, of being in the race at its end and of having joined by then.
    """

    question: str
    answer: str
    futures: str
    joined: str
    definition: str
    nearby: str
    bands: str
    years: tuple[tuple[str, ...], ...]
    lag: str
    band: str
    largest_run: str
    sovereignty: str
    public_money: str
    drivers: tuple[str, ...]
    conditions: tuple[str, ...]
    limits: str
    likelihood: str
    provenance: str


def answer_sentences(
    answer: Answer, weights: Weights, policies: Sequence[Policy], locale: Language
) -> AnswerSentences:
    """Put an answer into sentences.

    Parameters
    ----------
    answer
        The numbers.
    weights
        Weights of the sovereignty shares that the answer was asked with.
    policies
        The overlays that it was asked with, for their names.
    locale
        The language.
    """
    return AnswerSentences(
        question=question(answer, locale),
        answer=headline(answer, locale),
        futures=_futures(answer, locale),
        joined=joined(answer, locale),
        definition=definition(answer.question, locale),
        nearby=nearby(answer, locale),
        bands=bands(answer, locale),
        years=_years(answer, locale),
        lag=lag(answer, locale),
        band=locale.say(
            "Nine of ten simulated futures lie inside such a band and one of ten outside;"
            " reality is not bound to it."
        ),
        largest_run=_largest_run(answer, locale),
        sovereignty=_sovereignty(answer, weights, locale),
        public_money=_public_money(answer, locale),
        drivers=tuple(driver_sentence(driver, answer, locale) for driver in answer.drivers),
        conditions=conditions(answer, locale),
        limits=limits(answer.question, locale),
        likelihood=locale.say(
            "Words of likelihood follow the climate panel IPCC: exceptionally unlikely below 1%,"
            " very unlikely below 10%, unlikely below 33%, about as likely as not below 66%,"
            " likely below 90%, very likely below 99%, virtually certain from there on."
        ),
        provenance=provenance(policy_label(policies, locale), answer, locale),
    )


def limits(question: Question, locale: Language) -> str:
    """Say what kind of forecast this is: from numbers that are fitted to history, or priors."""
    month = locale.month(month_name(question.now))
    if question.posterior is not None:
        return locale.say(
            "These are conditional forecasts of a model: they say what follows from its equations"
            " and from numbers that are fitted to history up to {month}.",
            month=month,
        )
    return locale.say(
        "These are conditional forecasts of a model: they say what follows from its equations and"
        " from priors that rest on evidence up to {month} and are not fitted to history.",
        month=month,
    )


def policy_label(policies: Sequence[Policy], locale: Language) -> str:
    """Name the policy for people."""
    if not policies:
        return locale.say("today's policy")
    return " + ".join(
        adjusted_label(policy, locale) if isinstance(policy, Adjusted) else locale.of(policy.label)
        for policy in policies
    )


def provenance(policy: str, answer: Answer, locale: Language) -> str:
    """Say what the numbers come from."""
    return locale.say(
        "Policy: {policy}. {draws} draws, seed {seed}, Slipstream {version}, evidence up to"
        " {month}.",
        policy=policy,
        draws=locale.number(answer.draws),
        seed=answer.seed,
        version=__version__,
        month=locale.month(answer.as_of),
    )


def driver_label(driver: Driver, locale: Language) -> str:
    """Name a driver, and the country whose number it is."""
    label = _plain_label(driver, locale)
    if driver.kind == "parameter" and driver.country:
        return f"{label} ({locale.of(model_data().pack(driver.country).name)})"
    return label


def driver_sentence(driver: Driver, answer: Answer, locale: Language) -> str:
    """Say what a driver does to the lag and to the probability."""
    values = {
        "label": _plain_label(driver, locale),
        "year": answer.question.by,
        "low": with_unit(driver.name, driver.low.value, locale),
        "high": with_unit(driver.name, driver.high.value, locale),
        "lag_low": locale.months(driver.low.lag_months),
        "lag_high": locale.months(driver.high.lag_months),
        "percent_low": locale.percent(driver.low.in_race),
        "percent_high": locale.percent(driver.high.in_race),
    }
    if driver.kind == "lever":
        return locale.say(
            "{label} (a lever): set to {low}, the lag at the end of {year} is {lag_low} on average"
            " and the probability to be in the race {percent_low}; set to {high}, {lag_high} and"
            " {percent_high}.",
            **values,
        )
    if driver.country:
        name = model_data().pack(driver.country).name
        values["kind"] = locale.say("{country}, an uncertain number", country=locale.of(name))
    else:
        values["kind"] = locale.say("an uncertain number")
    return locale.say(
        "{label} ({kind}): in the fifth of futures where it is lowest (around {low}), the lag at"
        " the end of {year} is {lag_low} on average and the probability to be in the race"
        " {percent_low}; where it is highest (around {high}), {lag_high} and {percent_high}.",
        **values,
    )


def _plain_label(driver: Driver, locale: Language) -> Noun:
    rows = registry()
    return locale.of((rows.levers.get(driver.name) or rows.parameters[driver.name]).label)


def conditions(answer: Answer, locale: Language) -> tuple[str, ...]:
    """Say what would have to be true, with numbers."""
    found = answer.conditions
    year = answer.question.by
    factor = found.compute_factor
    if factor.p50 > 1.05:
        compute = locale.say(
            "At the end of {year} its best model would need {factor} times the effective compute"
            " (chips and algorithms together) that it is on course for, in the middle of all"
            " futures; in nine of ten, between {low} and {high} times.",
            year=year,
            factor=locale.number(factor.p50, 2),
            low=locale.number(factor.p5, 2),
            high=locale.number(factor.p95, 2),
        )
    elif factor.p95 <= 1.05:
        compute = locale.say(
            "Its effective compute (chips and algorithms together) is enough as it grows already in"
            " at least nineteen of twenty futures."
        )
    else:
        compute = locale.say(
            "In most futures its effective compute (chips and algorithms together) is enough as it"
            " grows already; in the least lucky twentieth it would have to be {high} times as much"
            " or more at the end of {year}.",
            year=year,
            high=locale.number(factor.p95, 2),
        )
    every = found.all_levers
    return (
        compute,
        _single_lever(answer, locale),
        locale.say(
            "All levers together, each at its better end, bring the probability to be in the race"
            " to {percent} ({likelihood}) and the average lag to {lag}.",
            percent=locale.percent(every.in_race),
            likelihood=likelihood(every.in_race, locale),
            lag=locale.months(every.lag_months),
        ),
        *_luck(answer, locale),
    )


def _single_lever(answer: Answer, locale: Language) -> str:
    best = answer.conditions.best_lever
    percent = locale.percent(best.better.in_race)
    if percent == locale.percent(answer.in_race.probability):
        return locale.say(
            "No single lever lifts the probability visibly; it stays at {percent}.", percent=percent
        )
    return locale.say(
        "The single lever that lifts the probability most, “{label}” at {value}, brings it"
        " to {percent}.",
        label=driver_label(best, locale),
        value=with_unit(best.name, best.better.value, locale),
        percent=percent,
    )


def _luck(answer: Answer, locale: Language) -> tuple[str, ...]:
    """Contrast the futures in which it is in the race with all, where print shows a difference."""
    sentences = []
    for contrast in answer.conditions.contrasts:
        name = contrast.driver.name
        inside = with_unit(name, contrast.where_in, locale)
        anywhere = with_unit(name, contrast.anywhere, locale)
        if inside != anywhere:
            label = driver_label(contrast.driver, locale)
            sentences.append(
                locale.say(
                    "In the futures in which it is in the race, “{label}” is typically {inside},"
                    " against {anywhere} in all futures.",
                    label=label,
                    inside=inside,
                    anywhere=anywhere,
                )
            )
    return tuple(sentences)


def _futures(answer: Answer, locale: Language) -> str:
    return locale.say(
        "Picture twenty possible futures: {country} is in the race then in {number}.",
        country=place(answer.question.country, locale),
        number=of_twenty(answer.in_race.probability, locale),
    )


def _years(answer: Answer, locale: Language) -> tuple[tuple[str, ...], ...]:
    heads = (
        locale.say("Year"),
        *band_labels(answer.question.edges, locale),
        locale.say("in the race"),
        locale.say("joined"),
    )
    found = answer.in_race
    rows = (
        (*shares, found.by_year[year], answer.joined_by_year[year])
        for year, shares in found.bands.items()
    )
    cells = (tuple(map(locale.percent, row)) for row in rows)
    return (heads, *((year, *row) for year, row in zip(found.bands, cells, strict=True)))


def lag(answer: Headline, locale: Language) -> str:
    """Say how far behind the country is now and at the end of the question's year."""
    return locale.say(
        "In {month} its best model is {now}; at the end of {year} it is {then}.",
        month=locale.month(answer.as_of),
        now=_behind(answer.lag_months["now"], locale),
        year=answer.question.by,
        then=_behind(answer.lag_months[str(answer.question.by)], locale),
    )


def _behind(lag: Quantiles, locale: Language) -> str:
    low, middle, high = whole(lag.p5), whole(lag.p50), whole(lag.p95)
    if middle == 0:
        return locale.say(
            "level with the world's best (90% band: {low} to {high} months behind)",
            low=low,
            high=high,
        )
    return locale.plural(
        middle,
        "{number} month behind the world's best (90% band: {low} to {high})",
        "{number} months behind the world's best (90% band: {low} to {high})",
        low=low,
        high=high,
    )


def _largest_run(answer: Answer, locale: Language) -> str:
    now = answer.largest_run_log10_flop["now"]
    then = answer.largest_run_log10_flop[str(answer.question.by)]
    return locale.say(
        "Its largest training run so far took about {now} FLOP (90% band: {now_low} to {now_high});"
        " at the end of {year} it is about {then} ({then_low} to {then_high}), {times} times as"
        " much.",
        year=answer.question.by,
        now=locale.power(now.p50),
        now_low=locale.power(now.p5),
        now_high=locale.power(now.p95),
        then=locale.power(then.p50),
        then_low=locale.power(then.p5),
        then_high=locale.power(then.p95),
        times=locale.number(10 ** (then.p50 - now.p50), 2),
    )


def _sovereignty(answer: Answer, weights: Weights, locale: Language) -> str:
    outputs = registry().outputs
    shares = ", ".join(
        f"{_inside(locale.of(outputs[f'sovereignty_{name}'].label))} {whole(100 * share)}%"
        for name, share in answer.sovereignty_shares.items()
    )
    weighed = (
        locale.say("weighted alike")
        if len(set(weights)) == 1
        else locale.say(
            "weighted {weights}", weights=" : ".join(locale.number(weight) for weight in weights)
        )
    )
    return locale.say(
        "Technological sovereignty at the end of {year} stands at {index} points of 100 (90% band:"
        " {low} to {high}): {shares}, {weighed}.",
        year=answer.question.by,
        index=whole(100 * answer.sovereignty.p50),
        low=whole(100 * answer.sovereignty.p5),
        high=whole(100 * answer.sovereignty.p95),
        shares=shares,
        weighed=weighed,
    )


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _public_money(answer: Answer, locale: Language) -> str:
    spent = locale.dollars(answer.public_cost_usd)
    if answer.question.country == "KR":
        won = locale.won(answer.public_cost_usd * load_facts().exchange_rates["KRW"])
        spent = locale.say("{dollars} ({won})", dollars=spent, won=won)
    return locale.say(
        "This policy costs about {money} of public money from {month} to the end of {year}.",
        money=spent,
        month=locale.month(month_name(month_step(answer.as_of) + 1)),
        year=answer.question.by,
    )
