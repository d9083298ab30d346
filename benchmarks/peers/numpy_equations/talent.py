"""People at home and abroad, and what makes them move."""

import numpy as np

from benchmarks.peers.numpy_equations import Value
from slipstream.model.constants import STEP_YEARS


def research_labour(home: Value, top: Value, top_weight: Value) -> Value:
    everybody = np.log(np.maximum(home, 1.0))
    return everybody + top_weight * (np.log(np.maximum(top, 1.0)) - everybody)


def pay_gap(pay_home: Value, pay_best: Value) -> Value:
    return np.maximum(np.log(pay_best / pay_home), 0.0)


def top_pay_gap(
    gap: Value, top_gap_ratio: Value, top_pay: Value, pay_topup: Value, covered: Value
) -> Value:
    plain = gap * top_gap_ratio
    topped = np.maximum(-np.log(np.exp(-plain) + pay_topup / top_pay), 0.0)
    return plain + covered * (topped - plain)


def split_talent_line(
    line: Value,
    places: Value,
    place_cost: Value,
    top: Value,
    pay_topup: Value,
    training_cost: Value,
) -> tuple[Value, Value, Value]:
    """Return the shares of places granted and of pay topped up, and persons trained."""
    wanted = places * place_cost
    granted = np.minimum(line / np.maximum(wanted, 1.0), 1.0)
    left = line - granted * wanted
    cost = pay_topup * top
    covered = np.where(pay_topup > 0.0, np.minimum(left / np.maximum(cost, 1.0), 1.0), 0.0)
    return granted, covered, np.maximum(left - covered * cost, 0.0) / training_cost


def attraction(gap: Value, pay_elasticity: Value) -> Value:
    return np.exp(-pay_elasticity * gap)


def leaving_rate(
    leaving_base: Value, attraction: Value, partnership_depth: Value, partner_draw: Value
) -> Value:
    return leaving_base / attraction * (1.0 + partner_draw * partnership_depth)


def advance_talent(
    home: Value,
    abroad: Value,
    top: Value,
    top_abroad: Value,
    leaving: Value,
    top_leaving: Value,
    pull: Value,
    visas: Value,
    returnees: Value,
    trained: Value,
    graduates: Value,
    immigrants: Value,
    return_rate: Value,
    talent_retirement: Value,
) -> tuple[Value, Value, Value, Value]:
    """Return home, abroad, and the top researchers among both."""
    quality = top / home
    graduated = graduates * home * STEP_YEARS
    arrived = (immigrants * home + visas) * STEP_YEARS
    attracted = immigrants * top * (pull - 1.0) * STEP_YEARS
    others_gone, others_left = depart(home - top, leaving, talent_retirement)
    top_gone, top_left = depart(top, top_leaving, talent_retirement)
    retiring = 1.0 - np.exp(-talent_retirement * STEP_YEARS)
    on_places = returnees * STEP_YEARS / np.maximum(abroad, 1.0)
    others_returned = (abroad - top_abroad) * np.minimum(
        1.0 - np.exp(-return_rate * STEP_YEARS) + on_places, 1.0 - retiring
    )
    top_returned = top_abroad * np.minimum(
        1.0 - np.exp(-return_rate * pull * STEP_YEARS) + on_places, 1.0 - retiring
    )
    left, returned = others_left + top_left, others_returned + top_returned
    joined = graduated + trained * STEP_YEARS + arrived + attracted
    return (
        home + joined + returned - others_gone - top_gone,
        abroad + left - returned - abroad * retiring,
        top + quality * (graduated + arrived) + attracted + top_returned - top_gone,
        top_abroad + top_left - top_returned - top_abroad * retiring,
    )


def depart(stock: Value, leaving: Value, retirement: Value) -> tuple[Value, Value]:
    """Return who is gone, and who of them left."""
    rate = leaving + retirement
    gone = stock * (1.0 - np.exp(-rate * STEP_YEARS))
    return gone, gone * leaving / rate
