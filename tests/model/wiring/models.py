"""Cases of open models, of what is taken over from them, and of what is released."""

from math import exp, log, log10

from tests.model.wiring import hand as h
from tests.model.wiring.case import Case, at, plus
from tests.model.wiring.research import (
    CLOSED,
    faster,
    longer,
    made_up,
    open_to,
    score,
    wandering,
)
from tests.model.wiring.world import LEADER, Inputs, Pair

RELEASE: Inputs = {"noise.release": (0.0, 0.0)}
OPENED: Inputs = {"open_release": (1.0, 0.5), "own_open_share": 0.9}


def pool_at(lag: float) -> float:
    return 27.6 + 0.8 / lag


POOL = [
    Case("open_lag_mean", 7.0, "pool MODEL", {"pool": at(pool_at(h.LAG * 7 / 5.5))}),
    Case(
        "open_lag_wander",
        0.8,
        "lag_wander pool MODEL",
        {"lag_wander": plus(-0.3 * wandering(0.8)[1] * 0.2)},
    ),
    Case(
        "open_lag_memory",
        1.5,
        "lag_wander pool MODEL",
        {"lag_wander": at(wandering(1.5)[0] * 0.2 - wandering(1.5)[1] * 0.5 * 0.2)},
    ),
    Case(
        "noise.lag",
        1.0,
        "lag_wander pool MODEL",
        {"pool": at(pool_at(h.LAG * exp(1.2 * wandering(0.8)[1] * 0.5)))},
    ),
    Case(
        "open_recovery",
        3.0,
        "excess_lag pool efficiency MODEL",
        {"excess_lag": at(made_up(3.0)), "pool": at(pool_at(h.LAG + made_up(3.0)))},
        given=CLOSED,
    ),
    Case(
        "open_recovery",
        3.0,
        "excess_lag pool efficiency MODEL",
        {"excess_lag": at(12.8 - 12 * 0.2 * (1 - exp(-1 / 36)))},
        given={**CLOSED, "open_weights_closure": (0.8, 0.0)},
    ),
    Case(
        "state.excess_lag",
        12.0,
        "excess_lag pool efficiency MODEL",
        {
            "excess_lag": at(made_up(6.0)),
            "pool": at(pool_at(h.LAG + made_up(6.0))),
            "efficiency": plus(faster(h.DIFFUSION * open_to(made_up(6.0)))),
        },
    ),
    Case(
        "own_open_share",
        1.0,
        "view.released pool MODEL",
        {"view.released": plus(log10(1 / 0.9)), "pool": at(28.4)},
        given=OPENED,
    ),
    Case(
        "open_release",
        0.5,
        "view.released pool demand revenue",
        {"view.released": at(28.4 + log10(0.45)), "pool": at(28.4 + log10(0.45))},
        given=OPENED,
        country=LEADER,
        spills="MODEL",
    ),
    Case(
        "state.excess_lag",
        12.0,
        "excess_lag pool efficiency MODEL",
        {"pool": at(28.4 + log10(0.9) - 0.8 * (1.0 - open_to(made_up(6.0), loss=1.0)))},
        given=OPENED,
    ),
    Case("kept.released", 28.0, "pool MODEL", {"pool": at(28.0)}),
    Case(
        "kept.effective",
        29.0,
        "pool MODEL",
        {
            "pool": at(27.6 + 1.4 / h.LAG),
        },
    ),
]
ROUTES = [
    Case("inheritance", 0.8, "MODEL", {"score": plus(score(adopted=h.ADOPTED * 8 / 7))}),
    Case("adaptation_cost", 0.06, "MODEL", {"score": plus(score(adaptation_cost=0.06))}),
    Case("distillation", 0.4, "MODEL", {"score": plus(score(distillation=0.4))}),
    Case("distillation_cost", 0.2, "MODEL", {"score": plus(score(distillation_cost=0.2))}),
    Case("answer_access", 0.6, "MODEL", {"score": plus(score(reach=0.6 + 0.4 * 0.2))}),
    Case("terms_enforced", 0.7, "MODEL", {"score": plus(score(reach=0.105 + 0.895 * 0.2))}),
    Case(
        "open_source_gain",
        0.1,
        "MODEL",
        {"score": plus(score(adopted=h.ADOPTED * 1.1 / h.SUPPORT))},
    ),
]

SCORES = [
    Case("eci_at_1e25", 124.0, "score", {"score": plus(3.0)}),
    Case("eci_per_oom", 10.0, "score", {"score": plus(h.EFFECTIVE - 25)}),
    Case("skill_offset", 3.0, "score", {"score": plus(5.0)}),
    Case(
        "skill_sd",
        4.0,
        "skill score",
        {"skill": plus(-0.6 * wandering(2.0)[1]), "score": plus(-0.6 * wandering(2.0)[1])},
    ),
    Case(
        "skill_memory",
        4.0,
        "skill score",
        {"skill": at(wandering(4.0)[0] - wandering(4.0)[1] * 3.0 * 0.6)},
    ),
    Case("noise.skill", 0.4, "skill score", {"score": plus(3.0 * wandering(2.0)[1])}),
    Case("talent_gain", 1.2, "score", {"score": plus(h.PEOPLE / 2), "leader.score": plus(0.0)}),
    Case(
        "kept.labour",
        h.LEADER_LABOUR + 1.0,
        "score",
        {"score": plus(-0.8 / log(2)), "leader.score": plus(-0.8 / log(2))},
    ),
    Case("team_spread", 4.5, "score", {"score": plus(h.lead() / 3.5)}),
    Case(
        "team_independence",
        0.5,
        "score chance",
        {"score": plus(h.lead(2.0) - h.lead()), "chance": at(1 - exp(-2 / 8))},
    ),
    Case("release_interval", 11.0, "chance", {"chance": at(1 - exp(-h.UNRELATED / 12))}),
    Case("regulatory_burden", 5.0, "chance", {"chance": at(1 - exp(-h.UNRELATED / 12))}),
]


def just(side: float) -> Pair:
    """Luck on one side of the chance of a release."""
    return (1.0, h.CHANCE + side)


RELEASES = [
    Case(
        "noise.release",
        h.CHANCE - 1e-6,
        "best best_effective largest_run demand revenue",
        {
            "best": at(h.EXPECTED + 2.0 * 1.5),
            "best_effective": at(h.EFFECTIVE),
            "largest_run": at(h.RUN),
        },
        given={"noise.release": just(1e-6)},
    ),
    Case("noise.departure", 0.5, "best demand revenue", {"best": plus(-2.0)}, given=RELEASE),
    Case("release_spread", 3.0, "best demand revenue", {"best": plus(1.5)}, given=RELEASE),
    Case(
        "skill_offset",
        3.0,
        "score best demand revenue",
        {"best": plus(5.0)},
        given=RELEASE,
    ),
    Case("skill_offset", -20.0, "score best demand revenue", {"best": at(138.0)}, given=RELEASE),
    Case(
        "mfu",
        0.45,
        "run MODEL best best_effective largest_run demand revenue",
        {
            "largest_run": plus(log10(0.45 / 0.4)),
            "best_effective": plus(longer(0.45 / 0.4) / h.SLOPE),
            "best": plus(longer(0.45 / 0.4)),
        },
        given=RELEASE,
    ),
]

SHOCKS = [
    Case(
        "open_weights_closure",
        0.8,
        "excess_lag pool",
        {
            "excess_lag": at(0.8),
            "pool": at(27.6 + 0.2 * 0.8 / (h.LAG + 0.8)),
            "efficiency": plus(faster(h.DIFFUSION * open_to(0.8))),
        },
        country=LEADER,
        spills="efficiency MODEL",
    ),
    Case(
        "open_leap",
        0.3,
        "pool",
        {"pool": plus(0.3), "score": plus(score(pool=h.POOL + 0.3))},
        country=LEADER,
        spills="MODEL",
    ),
]


CASES = [*POOL, *ROUTES, *SCORES, *RELEASES, *SHOCKS]
