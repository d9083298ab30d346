"""The options of a run: the same at the command line, in Python and where a page is reproduced.

Nothing heavy is imported here: the command line reads its defaults before it knows what to run.
"""

from dataclasses import dataclass
from typing import TypedDict

from slipstream.model.constants import LAG_THRESHOLD_MONTHS

MIN_DRAWS, MAX_DRAWS = 100, 1_000_000
"""Sizes of an ensemble that may be asked for."""


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """Options of an answer or a comparison, with their defaults.

    Attributes
    ----------
    by
        Year at whose end the country is to be in the race, and by whose end to have joined.
    within
        Largest lag that counts as being in the race, months.
    draws
        Size of the ensemble.
    seed
        Seed of the random numbers, 0 or more.
    prior
        Whether to draw from the priors instead of the posterior that comes with the package.
    fixed_world
        Whether the country runs against a rest of the world that is fixed as under today's
        policy, as on the web page, instead of one that sees what the country does.
    """

    by: int = 2030
    within: float = LAG_THRESHOLD_MONTHS
    draws: int = 10_000
    seed: int = 1
    prior: bool = False
    fixed_world: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options as arguments of the command line.

        Examples
        --------
        >>> " ".join(RunOptions(by=2032, prior=True).arguments)
        '--by 2032 --within 7 --draws 10000 --seed 1 --prior'
        """
        numbers = ("--by", str(self.by), "--within", figure(self.within))
        sample = ("--draws", str(self.draws), "--seed", str(self.seed))
        flags = ("--prior",) * self.prior + ("--fixed-world",) * self.fixed_world
        return (*numbers, *sample, *flags)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The options as keyword arguments in Python.

        Examples
        --------
        >>> ", ".join(RunOptions(by=2032, prior=True).keywords)
        'by=2032, within=7, draws=10000, seed=1, prior=True'
        """
        numbers = (f"by={self.by}", f"within={figure(self.within)}")
        sample = (f"draws={self.draws}", f"seed={self.seed}")
        flags = ("prior=True",) * self.prior + ("fixed_world=True",) * self.fixed_world
        return (*numbers, *sample, *flags)


class RunKeywords(TypedDict, total=False):
    """`RunOptions` as keyword arguments of the Python interface."""

    by: int
    within: float
    draws: int
    seed: int
    prior: bool
    fixed_world: bool


def figure(value: float) -> str:
    """Write a number as short as it can be without losing a digit.

    Examples
    --------
    >>> figure(3e10), figure(0.25), figure(1234.0)
    ('3e10', '0.25', '1234')
    """
    short = f"{value:.15g}"
    text = short if float(short) == value else repr(float(value))
    mantissa, _, power = text.partition("e")
    if not power and "." not in text:
        zeros = len(text) - len(text.rstrip("0"))
        return f"{text[:-zeros]}e{zeros}" if zeros >= 5 and text.strip("-0") else text
    return f"{mantissa}e{int(power)}" if power else text
