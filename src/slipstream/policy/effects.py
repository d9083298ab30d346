"""What the claims of a ledger change in a country's answer, with common random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slipstream.claims.ledger_check import Finding
from slipstream.claims.ledger_schema import Claim, Ledger, Setting
from slipstream.ensemble.indicators import paired
from slipstream.evidence.fact_files import Evidence
from slipstream.files import InputError
from slipstream.model.constants import month_name
from slipstream.policy.compare import Difference, Outcome, difference, outcome
from slipstream.policy.policy_files import Policy, policy_of
from slipstream.policy.question import Question, Sample, take_sample


@dataclass(frozen=True)
class ClaimEffect:
    """A country's answer if a claim holds as stated, less the answer it is held against.

    ``against`` says whether that is what the evidence has ``shown``, or how it would be
    ``otherwise`` where the evidence bears the claim out. ``stated`` and ``other`` are what the two
    come to. ``difference`` is paired draw by draw; ``lag_low`` and ``lag_high`` are the 90% band
    of its mean lag (months).
    """

    claim: Claim
    against: Literal["shown", "otherwise"]
    stated: Outcome
    other: Outcome
    difference: Difference
    lag_low: float
    lag_high: float


@dataclass(frozen=True)
class Effects:
    """The effects of all claims of a ledger that bear on the model, in the ledger's order."""

    question: Question
    draws: int
    seed: int
    as_of: str
    claims: tuple[ClaimEffect, ...]


def claim_effects(
    ledger: Ledger,
    question: Question,
    *,
    where: Path,
    only: Sequence[str] = (),
    draws: int = 10_000,
    seed: int = 1,
) -> Effects:
    """Run each claim that bears on the model as stated and as it is held against.

    Parameters
    ----------
    ledger
        The claims.
    question
        Country, year and what counts as being in the race.
    where
        The ledger's file, for messages.
    only
        Ids of the claims that are wanted; all if there are none.
    draws, seed
        Number of draws and seed of the ensemble.

    Raises
    ------
    InputError
        If a setting names an unknown lever or shock, a wrong unit or a value out of range.
    """
    wanted = [
        claim
        for claim in ledger.claims
        if claim.effect is not None and (not only or claim.id in only)
    ]
    pairs = {
        claim.id: (
            overlay(claim.effect.stated, claim, "stated", where),
            overlay(claim.effect.against[1], claim, claim.effect.against[0], where),
        )
        for claim in wanted
        if claim.effect is not None
    }
    # Today's policy stands in most pairs and is run once.
    samples: dict[str, Sample] = {}
    names: dict[str, list[str]] = {}
    for name, pair in pairs.items():
        for policies in pair:
            scenario = question.scenario(policies)
            names.setdefault(name, []).append(scenario.name)
            if scenario.name not in samples:
                samples[scenario.name] = take_sample(scenario, question, draws, seed)
    found = tuple(_effect(claim, names[claim.id], samples, question) for claim in wanted)
    return Effects(question, draws, seed, month_name(question.now), found)


def overlay(setting: Setting, claim: Claim, kind: str, where: Path) -> list[Policy]:
    """Turn a setting into the policy to lay over today's; none where nothing is set.

    Raises
    ------
    InputError
        If it names an unknown lever or shock, a wrong unit or a value out of range.
    """
    if not setting.levers and not setting.shocks:
        return []
    words = {locale: setting.says.of(locale) or claim.id for locale in ("en", "ko")}
    content = setting.model_dump(include={"starts", "levers", "shocks"}, exclude_none=True)
    content |= {"name": f"{claim.id}-{kind}", "label": words, "description": words}
    return [policy_of(content, where.with_name(f"{where.name}: claims.{claim.id}.effect.{kind}"))]


def review_settings(ledger: Ledger, where: Path, evidence: Evidence) -> tuple[Finding, ...]:
    """Return the mistakes in what the claims of a ledger set in the model.

    Parameters
    ----------
    ledger
        The claims.
    where
        The ledger's file.
    evidence
        The facts that a setting may cite.
    """
    findings: list[Finding] = []
    for claim in ledger.claims:
        if claim.effect is None:
            continue
        against, held = claim.effect.against
        for kind, setting in (("stated", claim.effect.stated), (against, held)):
            field = f"claims.{claim.id}.effect.{kind}"
            try:
                policies = overlay(setting, claim, kind, where)
                for policy in policies:
                    for change in policy.levers.values():
                        for name in change.facts:
                            evidence.fact(name)
            except InputError as error:
                part = f"{field}.{error.field}" if error.field else field
                findings.append(Finding("error", part, str(error.found), error.expected))
    return tuple(findings)


def _effect(
    claim: Claim, names: Sequence[str], samples: dict[str, Sample], question: Question
) -> ClaimEffect:
    assert claim.effect is not None
    stated, other = (samples[name] for name in names)
    lag = paired(stated.lag[-1] - other.lag[-1])
    return ClaimEffect(
        claim=claim,
        against=claim.effect.against[0],
        stated=outcome(names[0], stated, question),
        other=outcome(names[1], other, question),
        difference=difference(names[1], names[0], other, stated, question),
        lag_low=lag.low,
        lag_high=lag.high,
    )
