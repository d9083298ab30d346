"""An answer as sentences, from which the text, the page and parts of the JSON are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from slipstream.countries.model_data import model_data
from slipstream.ensemble.indicators import Quantiles
from slipstream.evidence.load import load_facts
from slipstream.model.constants import month_name, month_step
from slipstream.policy.adjustments import Adjusted
from slipstream.policy.answer import Answer, Weights
from slipstream.policy.drivers import Driver
from slipstream.policy.files import Policy
from slipstream.policy.headline import Headline
from slipstream.policy.question import Question
from slipstream.registry.load import registry
from slipstream.report.adjustments_text import adjusted_label
from slipstream.report.language import Language, Noun, whole
from slipstream.report.likelihood import likelihood, of_twenty
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
    answer: Answer, weights: Weights, policies: Sequence[Policy], tongue: Language
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
    tongue
        The language.
    """
    return AnswerSentences(
        question=question(answer, tongue),
        answer=headline(answer, tongue),
        futures=_futures(answer, tongue),
        joined=joined(answer, tongue),
        definition=definition(answer.question, tongue),
        nearby=nearby(answer, tongue),
        bands=bands(answer, tongue),
        years=_years(answer, tongue),
        lag=lag(answer, tongue),
        band=tongue.say(
            "Nine of ten simulated futures lie inside such a band and one of ten outside;"
            " reality is not bound to it."
        ),
        largest_run=_largest_run(answer, tongue),
        sovereignty=_sovereignty(answer, weights, tongue),
        public_money=_public_money(answer, tongue),
        drivers=tuple(driver_sentence(driver, answer, tongue) for driver in answer.drivers),
        conditions=conditions(answer, tongue),
        limits=limits(answer.question, tongue),
        likelihood=tongue.say(
            "Words of likelihood follow the climate panel IPCC: exceptionally unlikely below 1%,"
            " very unlikely below 10%, unlikely below 33%, about as likely as not below 66%,"
            " likely below 90%, very likely below 99%, virtually certain from there on."
        ),
        provenance=provenance(policy_label(policies, tongue), answer, tongue),
    )


def limits(question: Question, tongue: Language) -> str:
    """Say what kind of forecast this is: from numbers that are fitted to history, or priors."""
    month = tongue.month(month_name(question.now))
    if question.posterior is not None:
        return tongue.say(
            "These are conditional forecasts of a model: they say what follows from its equations"
            " and from numbers that are fitted to history up to {month}.",
            month=month,
        )
    return tongue.say(
        "These are conditional forecasts of a model: they say what follows from its equations and"
        " from priors that rest on evidence up to {month} and are not fitted to history.",
        month=month,
    )


def policy_label(policies: Sequence[Policy], tongue: Language) -> str:
    """Name the policy for people."""
    if not policies:
        return tongue.say("today's policy")
    return " + ".join(
        adjusted_label(policy, tongue) if isinstance(policy, Adjusted) else tongue.of(policy.label)
        for policy in policies
    )


def provenance(policy: str, answer: Answer, tongue: Language) -> str:
    """Say what the numbers come from."""
    return tongue.say(
        "Policy: {policy}. {draws} draws, seed {seed}, Slipstream {version}, evidence up to"
        " {month}.",
        policy=policy,
        draws=tongue.number(answer.draws),
        seed=answer.seed,
        version=__version__,
        month=tongue.month(answer.as_of),
    )


def driver_label(driver: Driver, tongue: Language) -> str:
    """Name a driver, and the country whose number it is."""
    label = _plain_label(driver, tongue)
    if driver.kind == "parameter" and driver.country:
        return f"{label} ({tongue.of(model_data().pack(driver.country).name)})"
    return label


def driver_sentence(driver: Driver, answer: Answer, tongue: Language) -> str:
    """Say what a driver does to the lag and to the probability."""
    values = {
        "label": _plain_label(driver, tongue),
        "year": answer.question.by,
        "low": with_unit(driver.name, driver.low.value, tongue),
        "high": with_unit(driver.name, driver.high.value, tongue),
        "lag_low": tongue.months(driver.low.lag_months),
        "lag_high": tongue.months(driver.high.lag_months),
        "percent_low": tongue.percent(driver.low.in_race),
        "percent_high": tongue.percent(driver.high.in_race),
    }
    if driver.kind == "lever":
        return tongue.say(
            "{label} (a lever): set to {low}, the lag at the end of {year} is {lag_low} on average"
            " and the probability to be in the race {percent_low}; set to {high}, {lag_high} and"
            " {percent_high}.",
            **values,
        )
    if driver.country:
        name = model_data().pack(driver.country).name
        values["kind"] = tongue.say("{country}, an uncertain number", country=tongue.of(name))
    else:
        values["kind"] = tongue.say("an uncertain number")
    return tongue.say(
        "{label} ({kind}): in the fifth of futures where it is lowest (around {low}), the lag at"
        " the end of {year} is {lag_low} on average and the probability to be in the race"
        " {percent_low}; where it is highest (around {high}), {lag_high} and {percent_high}.",
        **values,
    )


def _plain_label(driver: Driver, tongue: Language) -> Noun:
    rows = registry()
    return tongue.of((rows.levers.get(driver.name) or rows.parameters[driver.name]).label)


def conditions(answer: Answer, tongue: Language) -> tuple[str, ...]:
    """Say what would have to be true, with numbers."""
    found = answer.conditions
    year = answer.question.by
    factor = found.compute_factor
    if factor.p50 > 1.05:
        compute = tongue.say(
            "At the end of {year} its best model would need {factor} times the effective compute"
            " (chips and algorithms together) that it is on course for, in the middle of all"
            " futures; in nine of ten, between {low} and {high} times.",
            year=year,
            factor=tongue.number(factor.p50, 2),
            low=tongue.number(factor.p5, 2),
            high=tongue.number(factor.p95, 2),
        )
    elif factor.p95 <= 1.05:
        compute = tongue.say(
            "Its effective compute (chips and algorithms together) is enough as it grows already in"
            " at least nineteen of twenty futures."
        )
    else:
        compute = tongue.say(
            "In most futures its effective compute (chips and algorithms together) is enough as it"
            " grows already; in the least lucky twentieth it would have to be {high} times as much"
            " or more at the end of {year}.",
            year=year,
            high=tongue.number(factor.p95, 2),
        )
    every = found.all_levers
    return (
        compute,
        _single_lever(answer, tongue),
        tongue.say(
            "All levers together, each at its better end, bring the probability to be in the race"
            " to {percent} ({likelihood}) and the average lag to {lag}.",
            percent=tongue.percent(every.in_race),
            likelihood=likelihood(every.in_race, tongue),
            lag=tongue.months(every.lag_months),
        ),
        *_luck(answer, tongue),
    )


def _single_lever(answer: Answer, tongue: Language) -> str:
    best = answer.conditions.best_lever
    percent = tongue.percent(best.better.in_race)
    if percent == tongue.percent(answer.in_race.probability):
        return tongue.say(
            "No single lever lifts the probability visibly; it stays at {percent}.", percent=percent
        )
    return tongue.say(
        "The single lever that lifts the probability most, “{label}” at {value}, brings it"
        " to {percent}.",
        label=driver_label(best, tongue),
        value=with_unit(best.name, best.better.value, tongue),
        percent=percent,
    )


def _luck(answer: Answer, tongue: Language) -> tuple[str, ...]:
    """Contrast the futures in which it is in the race with all, where print shows a difference."""
    sentences = []
    for contrast in answer.conditions.contrasts:
        name = contrast.driver.name
        inside = with_unit(name, contrast.where_in, tongue)
        anywhere = with_unit(name, contrast.anywhere, tongue)
        if inside != anywhere:
            label = driver_label(contrast.driver, tongue)
            sentences.append(
                tongue.say(
                    "In the futures in which it is in the race, “{label}” is typically {inside},"
                    " against {anywhere} in all futures.",
                    label=label,
                    inside=inside,
                    anywhere=anywhere,
                )
            )
    return tuple(sentences)


def _futures(answer: Answer, tongue: Language) -> str:
    return tongue.say(
        "Picture twenty possible futures: {country} is in the race then in {number}.",
        country=place(answer.question.country, tongue),
        number=of_twenty(answer.in_race.probability, tongue),
    )


def _years(answer: Answer, tongue: Language) -> tuple[tuple[str, ...], ...]:
    heads = (
        tongue.say("Year"),
        *band_labels(answer.question.edges, tongue),
        tongue.say("in the race"),
        tongue.say("joined"),
    )
    found = answer.in_race
    rows = (
        (*shares, found.by_year[year], answer.joined_by_year[year])
        for year, shares in found.bands.items()
    )
    told = (tuple(map(tongue.percent, row)) for row in rows)
    return (heads, *((year, *row) for year, row in zip(found.bands, told, strict=True)))


def lag(answer: Headline, tongue: Language) -> str:
    """Say how far behind the country is now and at the end of the question's year."""
    return tongue.say(
        "In {month} its best model is {now}; at the end of {year} it is {then}.",
        month=tongue.month(answer.as_of),
        now=_behind(answer.lag_months["now"], tongue),
        year=answer.question.by,
        then=_behind(answer.lag_months[str(answer.question.by)], tongue),
    )


def _behind(lag: Quantiles, tongue: Language) -> str:
    low, middle, high = whole(lag.p5), whole(lag.p50), whole(lag.p95)
    if middle == 0:
        return tongue.say(
            "level with the world's best (90% band: {low} to {high} months behind)",
            low=low,
            high=high,
        )
    return tongue.plural(
        middle,
        "{number} month behind the world's best (90% band: {low} to {high})",
        "{number} months behind the world's best (90% band: {low} to {high})",
        low=low,
        high=high,
    )


def _largest_run(answer: Answer, tongue: Language) -> str:
    now = answer.largest_run_log10_flop["now"]
    then = answer.largest_run_log10_flop[str(answer.question.by)]
    return tongue.say(
        "Its largest training run so far took about {now} FLOP (90% band: {now_low} to {now_high});"
        " at the end of {year} it is about {then} ({then_low} to {then_high}), {times} times as"
        " much.",
        year=answer.question.by,
        now=tongue.power(now.p50),
        now_low=tongue.power(now.p5),
        now_high=tongue.power(now.p95),
        then=tongue.power(then.p50),
        then_low=tongue.power(then.p5),
        then_high=tongue.power(then.p95),
        times=tongue.number(10 ** (then.p50 - now.p50), 2),
    )


def _sovereignty(answer: Answer, weights: Weights, tongue: Language) -> str:
    outputs = registry().outputs
    shares = ", ".join(
        f"{_inside(tongue.of(outputs[f'sovereignty_{name}'].label))} {whole(100 * share)}%"
        for name, share in answer.sovereignty_shares.items()
    )
    weighed = (
        tongue.say("weighted alike")
        if len(set(weights)) == 1
        else tongue.say(
            "weighted {weights}", weights=" : ".join(tongue.number(weight) for weight in weights)
        )
    )
    return tongue.say(
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


def _public_money(answer: Answer, tongue: Language) -> str:
    spent = tongue.dollars(answer.public_cost_usd)
    if answer.question.country == "KR":
        won = tongue.won(answer.public_cost_usd * load_facts().exchange_rates["KRW"])
        spent = tongue.say("{dollars} ({won})", dollars=spent, won=won)
    return tongue.say(
        "This policy costs about {money} of public money from {month} to the end of {year}.",
        money=spent,
        month=tongue.month(month_name(month_step(answer.as_of) + 1)),
        year=answer.question.by,
    )
