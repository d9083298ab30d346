"""English and Korean: messages, numbers, money and the particles that follow a Korean noun."""

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from math import floor, log10
from pathlib import Path
from typing import Literal

from slipstream.evidence.fact_schema import Label

Code = Literal["en", "ko"]

LOCALE = Path(__file__).parent / "locale"

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_KOREAN_UNITS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


class Noun(str):
    """A word that takes its Korean particle in a format string: ``{country:은/는}``."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Append the particle of a pair, or format as any text."""
        return self + particle(self, spec) if "/" in spec else super().__format__(spec)


def particle(word: str, pair: str) -> str:
    """Choose from ``after a final consonant/after a vowel`` by the last letter of a word.

    Both forms are returned, one in brackets, for a word that ends in no Korean syllable.

    Examples
    --------
    >>> particle("대한민국", "은/는"), particle("캐나다", "은/는"), particle("KT", "은/는")
    ('은', '는', '은(는)')
    """
    closed, open_ = pair.split("/")
    position = ord(word[-1]) - ord("가")
    if not 0 <= position <= ord("힣") - ord("가"):
        return f"{closed}({open_})"
    return closed if position % 28 else open_


def rounded(value: float, digits: int = 2) -> float:
    """Round to significant digits, halves away from zero, so that no last bit shows.

    Examples
    --------
    >>> rounded(33_065_916_416.0), rounded(-0.0345, 2), rounded(0.0)
    (33000000000.0, -0.035, 0.0)
    """
    if value == 0:
        return 0.0
    places = digits - 1 - floor(log10(abs(value)))
    # The nudge lets 0.0345, which is stored a little short, count as the half it is meant to be.
    nudged = value * (1 + 1e-9)
    return float(f"{round(nudged, places):.{digits}g}")


def whole(value: float) -> int:
    """Round to a whole number, halves up.

    Examples
    --------
    >>> whole(16.5), whole(-0.4)
    (17, 0)
    """
    return floor(value + 0.5)


@dataclass(frozen=True)
class Language:
    """One language of the reports."""

    code: Code

    @cached_property
    def _messages(self) -> gettext.NullTranslations:
        # English is the language of the messages themselves.
        return gettext.translation(
            "slipstream", LOCALE, languages=[self.code], fallback=self.code == "en"
        )

    def say(self, message: str, **values: object) -> str:
        """Translate a message and fill in its values."""
        return self._messages.gettext(message).format(**values)

    def plural(self, number: int, one: str, many: str, **values: object) -> str:
        """Translate a message that depends on a number, which it can show as ``{number}``."""
        message = self._messages.ngettext(one, many, number)
        return message.format(number=self.number(number), **values)

    def of(self, label: Label) -> Noun:
        """Return a label in this language."""
        return Noun(getattr(label, self.code))

    def country(self, label: Label) -> Noun:
        """Return a country's name as it stands inside a sentence."""
        name = self.of(label)
        return Noun(f"the {name}") if name.startswith("United ") else name

    def number(self, value: float, digits: int | None = None) -> str:
        """Write a number with separators, rounded to significant digits if they are given."""
        # A zero has no sign.
        return _number((value if digits is None else rounded(value, digits)) + 0, self.code)

    def signed(self, value: float, places: int = 0) -> str:
        """Write a change with its sign and always as many decimal places; zero has no sign.

        Examples
        --------
        >>> Language("en").signed(7.0, 1), Language("en").signed(-10.2), Language("en").signed(-0.3)
        ('+7.0', '−10', '0')
        """
        from babel.numbers import format_decimal

        size = 10**places
        shown = whole(abs(value) * size) / size
        sign = "" if shown == 0 else "+" if value > 0 else "−"
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return sign + format_decimal(shown, format=pattern, locale=self.code)

    def power(self, exponent: float) -> str:
        """Write ten to the power of ``exponent`` with one digit before it."""
        mantissa = whole(10 ** (exponent - floor(exponent)))
        magnitude = floor(exponent) + (mantissa == 10)
        lead = 1 if mantissa == 10 else mantissa
        return f"{lead}×10{str(magnitude).translate(_SUPERSCRIPTS)}"

    def percent(self, share: float) -> str:
        """Write a probability in whole percent; what is neither 0 nor 1 never looks like it."""
        if 0 < share < 0.005:
            return "<1%"
        if 0.995 <= share < 1:
            return ">99%"
        return f"{whole(share * 100)}%"

    def months(self, value: float) -> str:
        """Write whole months."""
        return self.plural(whole(value), "{number} month", "{number} months")

    def month(self, name: str) -> str:
        """Write a calendar month that comes as ``YYYY-MM``."""
        from babel.dates import format_skeleton

        year, number = (int(part) for part in name.split("-"))
        return format_skeleton("yMMMM", date(year, number, 1), locale=self.code)

    def dollars(self, value: float) -> str:
        """Write US dollars to two significant digits."""
        value = rounded(value)
        if self.code == "ko":
            return f"{_korean(value)} 달러"
        return f"{'−' if value < 0 else ''}${_english(abs(value))}"

    def won(self, value: float) -> str:
        """Write Korean won to two significant digits."""
        value = rounded(value)
        if self.code == "ko":
            return f"{_korean(value)} 원"
        return f"{_english(value)} won"


# The same few numbers come again at every move of a lever.
@lru_cache(maxsize=4096)
def _number(value: float, code: Code) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.##########", locale=code).replace("-", "−")


def _english(value: float) -> str:
    from babel.numbers import format_compact_decimal

    digits = 1 if rounded(value, 1) != value else 0
    long = format_compact_decimal(value, format_type="long", locale="en", fraction_digits=digits)
    return long.replace(".0 ", " ")


def _korean(value: float) -> str:
    """Write a number of two digits by ten thousands: 1조 3,000억, 330억, 1억 2,000만."""
    rest = round(abs(value))
    parts: list[str] = []
    for size, name in _KOREAN_UNITS:
        amount, rest = divmod(rest, size)
        if amount:
            parts.append(f"{amount:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return ("−" if value < 0 else "") + " ".join(parts)


@cache
def language(code: Code) -> Language:
    """Return a language; its messages are read once."""
    return Language(code)
