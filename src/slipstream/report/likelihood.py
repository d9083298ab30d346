"""Probabilities in words, on the scale of the Intergovernmental Panel on Climate Change."""

from slipstream.report.language import Language, whole


def likelihood(probability: float, tongue: Language) -> str:
    """Name the likelihood of a probability, as its whole percent reads."""
    percent = whole(100 * probability)
    words = (
        (99, tongue.say("virtually certain")),
        (90, tongue.say("very likely")),
        (66, tongue.say("likely")),
        (33, tongue.say("about as likely as not")),
        (10, tongue.say("unlikely")),
        (1, tongue.say("very unlikely")),
    )
    for least, word in words:
        if percent >= least:
            return word
    return tongue.say("exceptionally unlikely")


def of_hundred(probability: float, tongue: Language) -> str:
    """Say in how many of a hundred futures something happens."""
    if 0 < probability < 0.005:
        return tongue.say("fewer than 1 of 100 futures")
    if 0.995 <= probability < 1:
        return tongue.say("more than 99 of 100 futures")
    return tongue.say("about {number} of 100 futures", number=whole(100 * probability))


def margin(error: float, tongue: Language) -> str:
    """Write the Monte Carlo error of a probability; it is at least one in print."""
    return tongue.plural(
        max(whole(100 * error), 1), "±{number} percentage point", "±{number} percentage points"
    )


def twentieths(probability: float) -> int:
    """Return how many of twenty futures to mark."""
    return whole(20 * probability)


def of_twenty(probability: float, tongue: Language) -> str:
    """Say in words in how many of twenty futures something happens."""
    marked = twentieths(probability)
    if marked == 0:
        none, few = tongue.say("none of them"), tongue.say("fewer than one of them")
        return none if probability == 0 else few
    if marked == 20:
        every, most = tongue.say("all of them"), tongue.say("nearly all of them")
        return every if probability == 1 else most
    words = (
        tongue.say("one"),
        tongue.say("two"),
        tongue.say("three"),
        tongue.say("four"),
        tongue.say("five"),
        tongue.say("six"),
        tongue.say("seven"),
        tongue.say("eight"),
        tongue.say("nine"),
    )
    number = words[marked - 1] if marked <= len(words) else str(marked)
    return tongue.say("{number} of them", number=number)
