"""Cases of public budgets, of people, and of what demand does."""

from math import exp, log, log2

from tests.model.wiring import hand as h
from tests.model.wiring.case import Case, at, plus, times
from tests.model.wiring.hand import F, S, W
from tests.model.wiring.world import Inputs

TRAINING = "people.graduated home share.talent"
MONEY = "received.public received.private private_spending ORDERS.public ORDERS.private share.chips"
LEAVE = "people.left people.retired home abroad share.talent"
BUDGET = f"{MONEY} {TRAINING} efficiency MODEL demand revenue"
POOR: Inputs = {"share_talent": (0.15, 0.002)}
"""A line of 10 million dollars, which does not pay for all places."""
PAST: Inputs = {"month": 40}


def graduated(trained: float) -> float:
    return (F["graduates"] * S["talent.home"] + trained) / 12


def support(budget: float) -> float:
    return 1 + W["adoption_gain"] * log2(1 + budget / 1e8)


WON = exp(-12 / W["demand_scale"]) * (1 - W["open_revenue_cost"] * F["open_release"])
ADOPTION = F["public_budget"] * F["share_adoption"]
SETTLING = 1 - exp(-1 / 12 / W["demand_delay"])
DEMAND = S["demand"] + (WON * support(ADOPTION) - S["demand"]) * SETTLING
MODELS = h.effective(
    efficiency=h.EFFICIENCY + W["data_gain"] * (log2(1 + 2.4) - log2(1 + 2.0)) / 12,
    adopted=h.ADOPTED * (1 + 0.04 * log2(2.2)) / h.SUPPORT,
)

MONEY_CASES = [
    Case(
        "public_budget",
        6e9,
        f"{BUDGET} public_cost",
        {
            "public_cost": plus(1e9 / 12),
            "received.public": plus(3e8 / 12),
            "private_spending": plus(3e8 * W["crowd_in"]),
            "people.graduated": plus(1e8 / W["training_cost"] / 12),
            "demand": plus(WON * (support(1.2 * ADOPTION) - support(ADOPTION)) * SETTLING),
            "score": plus(h.SLOPE * (MODELS - h.EFFECTIVE)),
        },
    ),
    Case(
        "public_budget",
        6e9,
        BUDGET.replace("received.private private_spending", "").replace("ORDERS.private", ""),
        {"public_cost": plus(0.0)},
        given=PAST,
    ),
    Case(
        "exchange_rate_swing",
        -0.2,
        BUDGET,
        {
            "received.public": plus(3e8 / 12),
            "people.graduated": plus(1e8 / W["training_cost"] / 12),
        },
    ),
    Case(
        "share_compute",
        0.4,
        MONEY,
        {"received.public": plus(5e8 / 12), "private_spending": plus(5e8 * W["crowd_in"])},
    ),
    Case(
        "share_talent",
        0.15,
        TRAINING,
        {"people.graduated": plus(2.5e8 / W["training_cost"] / 12)},
    ),
    Case(
        "share_data",
        0.06,
        "efficiency MODEL",
        {"efficiency": plus(W["data_gain"] * (log2(1 + 3.0) - log2(1 + 2.0)) / 12)},
    ),
    Case("data_gain", 0.02, "efficiency MODEL", {"efficiency": plus(0.008 * log2(1 + 2.0) / 12)}),
    Case(
        "share_open_source",
        0.04,
        "MODEL",
        {
            "score": plus(
                h.SLOPE
                * (h.effective(adopted=h.ADOPTED * (1 + 0.04 * log2(3)) / h.SUPPORT) - h.EFFECTIVE)
            )
        },
    ),
    Case(
        "share_adoption",
        0.3,
        "demand revenue",
        {"demand": plus(WON * (support(1.5e9) - support(1e9)) * SETTLING)},
    ),
    Case(
        "adoption_gain",
        0.05,
        "demand revenue",
        {"demand": plus(WON * 0.02 * log2(1 + 10) * SETTLING)},
    ),
    Case(
        "demand_delay",
        0.7,
        "demand revenue",
        {"demand": at(S["demand"] + (WON * support(1e9) - S["demand"]) * (1 - exp(-1 / 8.4)))},
    ),
    Case(
        "demand_scale",
        24.0,
        "demand revenue received.private private_spending ORDERS.private share.chips",
        {
            "demand": plus(
                WON * (exp(0.5 * (12 / 18 - 12 / 24) * 2) - 1) * support(1e9) * SETTLING
            ),
            "private_spending": plus(
                h.BASELINE * h.ANSWER * (exp(W["rivalry"] * (exp(-0.5) - h.NEAR)) - 1)
            ),
        },
    ),
    Case(
        "kept.frontier",
        156.0,
        "demand revenue received.private private_spending ORDERS.private share.chips",
        {"demand": plus(WON * (exp(-6 / 18) - 1) * support(1e9) * SETTLING)},
    ),
    Case(
        "open_revenue_cost",
        0.3,
        "demand revenue",
        {"demand": plus(-0.1 * 0.5 * WON / 0.9 * support(1e9) * SETTLING)},
    ),
    Case(
        "open_release",
        0.6,
        "demand revenue",
        {
            "demand": plus(-0.1 * 0.2 * WON / 0.9 * support(1e9) * SETTLING),
            "revenue": times((DEMAND - 0.02 * WON / 0.9 * support(1e9) * SETTLING) / DEMAND),
        },
    ),
    Case(
        "state.demand",
        0.5,
        "demand revenue received.private private_spending ORDERS.private share.chips",
        {
            "demand": plus(0.1 * (1 - SETTLING)),
            "private_spending": plus(h.BASELINE * h.ANSWER * ((0.5 / 0.4) ** 0.5 - 1)),
        },
    ),
    Case(
        "state.demand",
        0.5,
        "demand revenue response_reference",
        {"response_reference": times((0.5 / 0.4) ** 0.5)},
        given=PAST,
    ),
]

TOP = "top top_abroad home abroad share.talent people.left people.immigrated people.returned"
LINE = f"{TRAINING} top people.immigrated"
WIDER = "people.left people.retired people.immigrated people.returned people.graduated"


def top_pull(gap: float) -> float:
    return exp(W["pay_elasticity"] * (h.TOP_GAP - gap))


def left(others: float, top: float) -> float:
    return h.leave(h.OTHERS, others) + h.leave(S["talent.top"], top)


def attracted(pull: float) -> float:
    """Top researchers who come in the month because of pay."""
    return F["immigrants"] * S["talent.top"] * (pull - 1) / 12


def top_leaving(gap: float, draw: float = h.PARTNER_DRAW) -> float:
    return F["leaving_base"] * exp(W["pay_elasticity"] * gap) * draw


def returned(rate: float, pull: float) -> float:
    """Persons who come back in the month: others, top researchers, and on places."""
    others, top = (1 - exp(-rate * each / 12) for each in (1.0, pull))
    return 7850 * others + 150 * top + 100 / 12


def arrived(visas: float) -> float:
    return (F["immigrants"] * S["talent.home"] + visas) / 12


CLOSER = h.GAP - log(1.5)
PEOPLE = [
    Case(
        "pay_home",
        1.5e5,
        f"PEOPLE {WIDER}",
        {
            "people.left": at(
                left(
                    F["leaving_base"] * exp(0.7 * CLOSER) * h.PARTNER_DRAW,
                    top_leaving(-log(exp(-2 * CLOSER) + 2e5 / 1.5e6)),
                )
            ),
        },
    ),
    Case(
        "kept.pay",
        4e5,
        f"PEOPLE {WIDER}",
        {
            "people.left": at(
                left(
                    F["leaving_base"] * 4**0.7 * h.PARTNER_DRAW,
                    top_leaving(-log(4**-2.0 + 2e5 / 1.5e6)),
                )
            ),
        },
    ),
    Case(
        "pay_elasticity",
        1.0,
        f"PEOPLE {WIDER}",
        {
            "people.left": at(
                left(
                    F["leaving_base"] * 3 * h.PARTNER_DRAW,
                    F["leaving_base"] * exp(h.top_gap()) * h.PARTNER_DRAW,
                )
            ),
            "people.graduated": plus(
                200 * (3**-0.7 - 1 / 3) * W["place_cost"] / W["training_cost"] / 12
            ),
            "people.immigrated": at(arrived(200 / 3) + attracted(exp(h.TOP_GAP - h.top_gap()))),
        },
    ),
    Case(
        "top_gap_ratio",
        2.5,
        f"{TOP} people.retired",
        {
            "people.left": at(left(h.LEAVING, top_leaving(-log(3**-2.5 + 2e5 / 1.5e6)))),
        },
    ),
    Case(
        "top_pay",
        1e6,
        f"{TOP} people.retired",
        {
            "people.left": at(left(h.LEAVING, top_leaving(h.top_gap(top_pay=1e6)))),
            "people.immigrated": at(arrived(h.VISAS) + attracted(top_pull(h.top_gap(top_pay=1e6)))),
        },
    ),
    Case(
        "pay_topup",
        3e5,
        f"{TOP} people.retired people.graduated",
        {
            "people.left": at(left(h.LEAVING, top_leaving(h.top_gap(topup=3e5)))),
            "people.returned": at(returned(0.04, top_pull(h.top_gap(topup=3e5)))),
            "people.graduated": plus(-1e5 * 500 / W["training_cost"] / 12),
        },
    ),
    Case(
        "share_talent",
        0.012,
        f"{TOP} people.retired people.graduated",
        {
            "people.graduated": at(graduated(0.0)),
            "people.left": at(
                left(
                    h.LEAVING,
                    top_leaving(
                        h.TOP_GAP + (6e7 - h.PLACES * 1e5) / h.TOP_PAID * (h.top_gap() - h.TOP_GAP)
                    ),
                )
            ),
        },
    ),
    Case(
        "leaving_base",
        0.01,
        f"{LEAVE} top top_abroad",
        {"people.left": at(left(1.25 * h.LEAVING, 1.25 * h.TOP_LEAVING))},
    ),
    Case(
        "partner_draw",
        0.7,
        f"{LEAVE} top top_abroad",
        {"people.left": at(left(h.LEAVING * 1.14 / 1.04, h.TOP_LEAVING * 1.14 / 1.04))},
    ),
    Case(
        "graduates",
        0.12,
        f"{TRAINING} top",
        {"people.graduated": plus(0.03 * 4e4 / 12), "top": plus(0.03 * 500 / 12)},
    ),
    Case(
        "immigrants",
        0.02,
        "people.immigrated home share.talent top",
        {"people.immigrated": plus((0.01 * 4e4 + 0.01 * 500 * (h.TOP_PULL - 1)) / 12)},
    ),
    Case(
        "return_rate",
        0.06,
        "people.returned home abroad share.talent top top_abroad",
        {"people.returned": at(returned(0.06, h.TOP_PULL))},
    ),
    Case(
        "talent_retirement",
        0.04,
        f"{LEAVE} top top_abroad",
        {
            "people.retired": at(
                h.retire(h.OTHERS, h.LEAVING, 0.04)
                + h.retire(S["talent.top"], h.TOP_LEAVING, 0.04)
                + 8e3 * (1 - exp(-0.04 / 12))
            )
        },
    ),
    Case(
        "training_cost",
        5e5,
        TRAINING,
        {"people.graduated": plus(-h.TRAINED / 24), "home": plus(-h.TRAINED / 24)},
    ),
    Case(
        "place_cost",
        1.5e5,
        TRAINING,
        {"people.graduated": plus(-h.PLACES * 5e4 / W["training_cost"] / 12)},
    ),
    Case(
        "place_cost",
        1.5e5,
        "home abroad share.talent top top_abroad people.immigrated people.returned",
        {
            "people.immigrated": plus(h.VISAS * 1e7 / h.PLACES * (1 / 1.5e5 - 1 / 1e5) / 12),
            "people.returned": plus(100 * 1e7 / h.PLACES * (1 / 1.5e5 - 1 / 1e5) / 12),
        },
        given=POOR,
    ),
    Case(
        "returnee_places",
        160.0,
        f"{TRAINING} abroad top top_abroad people.returned",
        {
            "people.returned": plus(5.0),
            "top": plus(5.0 * 150 / 8e3),
            "people.graduated": plus(-60 * W["place_cost"] / W["training_cost"] / 12),
        },
    ),
    Case(
        "visa_places",
        260.0,
        LINE,
        {
            "people.immigrated": plus(60 * h.PULL / 12),
            "people.graduated": plus(-60 * h.PULL * W["place_cost"] / W["training_cost"] / 12),
        },
    ),
]

CASES = [*MONEY_CASES, *PEOPLE]
