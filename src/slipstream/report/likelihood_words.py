"""Probabilities in words, on the scale of the Intergovernmental Panel on Climate Change."""

from slipstream.report.language import Language, whole


def likelihood(probability: float, locale: Language) -> str:
    """Name the likelihood of a probability, as its whole percent reads."""
    percent = whole(100 * probability)
    words = (
        (99, locale.say("virtually certain")),
        (90, locale.say("very likely")),
        (66, locale.say("likely")),
        (33, locale.say("about as likely as not")),
        (10, locale.say("unlikely")),
        (1, locale.say("very unlikely")),
    )
    for least, word in words:
        if percent >= least:
            return word
    return locale.say("exceptionally unlikely")


def of_hundred(probability: float, locale: Language) -> str:
    """Say in how many of a hundred futures something happens."""
    if 0 < probability < 0.005:
        return locale.say("fewer than 1 of 100 futures")
    if 0.995 <= probability < 1:
        return locale.say("more than 99 of 100 futures")
    return locale.say("about {number} of 100 futures", number=whole(100 * probability))


def margin(error: float, locale: Language) -> str:
    """Write the Monte Carlo error of a probability; it is at least one in print."""
    return locale.plural(
        max(whole(100 * error), 1), "±{number} percentage point", "±{number} percentage points"
    )


def twentieths(probability: float) -> int:
    """Return how many of twenty futures to mark."""
    return whole(20 * probability)


def of_twenty(probability: float, locale: Language) -> str:
    """Say in words in how many of twenty futures something happens."""
    marked = twentieths(probability)
    if marked == 0:
        none, few = locale.say("none of them"), locale.say("fewer than one of them")
        return none if probability == 0 else few
    if marked == 20:
        every, most = locale.say("all of them"), locale.say("nearly all of them")
        return every if probability == 1 else most
    words = (
        locale.say("one"),
        locale.say("two"),
        locale.say("three"),
        locale.say("four"),
        locale.say("five"),
        locale.say("six"),
        locale.say("seven"),
        locale.say("eight"),
        locale.say("nine"),
    )
    number = words[marked - 1] if marked <= len(words) else str(marked)
    return locale.say("{number} of them", number=number)
