"""Cases of training runs, of know-how and of partners."""

from math import exp, log, log10

from tests.model.wiring import hand as h
from tests.model.wiring.case import Case, at, plus
from tests.model.wiring.hand import W
from tests.model.wiring.world import Inputs

CLOSED: Inputs = {"state.excess_lag": 12.0}
PAST: Inputs = {"month": 40}
PARTNERED: Inputs = {"partnership_depth": (0.0, 0.8)}


def score(**changed: float) -> float:
    """ECI points by which a model is expected to differ, by its effective compute alone."""
    return h.SLOPE * (h.effective(**changed) - h.EFFECTIVE)


def longer(factor: float) -> float:
    """ECI points that a model gains whose own run is so many times larger."""
    return score(run=h.RUN + log10(factor))


MORE, LEADER_MORE = (
    labour + 0.1 * log(top / home)
    for labour, top, home in ((h.LABOUR, 500.0, 4e4), (h.LEADER_LABOUR, 8e3, 4e5))
)
TOP = W["talent_gain"] * (MORE - LEADER_MORE) / log(2) - h.PEOPLE
HEAVIER = h.FOUND * (exp(0.3 * 0.6 * (MORE - h.LABOUR - LEADER_MORE + h.LEADER_LABOUR)) - 1)


def faster(rate: float) -> float:
    return h.spread(rate) - h.spread(h.DIFFUSION)


def effort(labour: float, share: float = W["effort_talent_share"]) -> float:
    return share * labour + (1 - share) * log(h.REACHED)


def open_to(excess: float, loss: float = W["closure_diffusion_loss"]) -> float:
    """Openness for diffusion, once open models are set back by so many months."""
    return 1 - loss * (1 - h.LAG / (h.LAG + excess))


def made_up(recovery: float) -> float:
    return 12.0 * exp(-1 / 12 / recovery)


def wandering(months: float) -> tuple[float, float]:
    """What a memory of so many years keeps in a month, and what it takes in."""
    kept = exp(-1 / 12 / months)
    return kept, (1 - kept**2) ** 0.5


RUNS = [
    *(
        Case(
            name,
            to,
            "run MODEL",
            {"run": plus(log10(to / W[name])), "score": plus(longer(to / W[name]))},
        )
        for name, to in (("run_share", 0.3), ("mfu", 0.45), ("run_length", 4.0))
    ),
    Case("run_offset", 0.1, "run MODEL", {"run": plus(0.3), "score": plus(longer(10**0.3))}),
    Case(
        "teams",
        5.0,
        "run MODEL chance",
        {
            "run": plus(-log10(5 / 4)),
            "chance": at(1 - exp(-(5**0.3) / 8)),
            "score": plus(longer(0.8) + h.lead(5**0.3) - h.lead()),
        },
    ),
    *(
        Case(
            name,
            to,
            f"RESEARCH {seen}",
            {"accessible": plus(more), "run": plus(log10(1 + more / h.REACHED))},
        )
        for name, to, more, seen in (
            ("access_public", 0.5, 0.1 * 1e4, "view.effort"),
            ("access_private", 0.4, 0.05 * exp(-0.06 * h.AFTER) * 6e4, "view.effort"),
            ("access_foreign", 0.05, 0.02 * 5e4, "view.effort"),
            (
                "training_share_drift",
                0.1,
                0.35 * 6e4 * (exp(0.1 * h.AFTER) - exp(-0.06 * h.AFTER)),
                "view.effort",
            ),
        )
    ),
    Case("training_share_drift", 0.1, "", given=PAST),
]

EFFICIENCY = [
    Case(
        "efficiency_growth",
        1.0,
        "efficiency MODEL",
        {
            "efficiency": plus(0.15 / h.PACE * h.FOUND),
            "leader.efficiency": plus(0.15 / 12),
        },
    ),
    Case(
        "efficiency_wander",
        0.3,
        "rate_wander efficiency MODEL",
        {"rate_wander": plus(0.1 * wandering(1.0)[1] * 0.3)},
    ),
    Case(
        "efficiency_memory",
        2.0,
        "rate_wander efficiency MODEL",
        {"rate_wander": at(wandering(2.0)[0] * 0.1 + wandering(2.0)[1] * 0.2 * 0.3)},
    ),
    Case(
        "noise.rate",
        1.3,
        "rate_wander efficiency MODEL",
        {"leader.efficiency": plus(wandering(1.0)[1] * 0.2 / 12)},
    ),
    Case(
        "effort_talent_share",
        0.5,
        "efficiency MODEL view.effort",
        {
            "efficiency": plus(
                h.found(
                    effort(h.LABOUR, 0.5),
                    0.5 * h.LEADER_LABOUR + 0.5 * log(h.LEADER_REACHED),
                    W["effort_elasticity"],
                )
                - h.FOUND
            )
        },
    ),
    Case(
        "effort_elasticity",
        0.4,
        "efficiency MODEL",
        {"efficiency": plus(h.found(h.EFFORT, h.LEADER_EFFORT, 0.4) - h.FOUND)},
    ),
    Case(
        "kept.effort",
        h.LEADER_EFFORT + 1.0,
        "efficiency MODEL",
        {"efficiency": plus(h.FOUND * (exp(-0.3) - 1))},
    ),
    Case(
        "top_weight",
        0.4,
        "efficiency MODEL view.effort view.labour",
        {
            "efficiency": plus(HEAVIER),
            "score": plus(score(efficiency=h.EFFICIENCY + HEAVIER) + TOP),
        },
    ),
    Case(
        "rival_stall",
        0.6,
        "efficiency MODEL",
        {"efficiency": plus(h.FOUND * (0.4**0.3 - 1))},
    ),
    Case(
        "diffusion",
        1.2,
        "efficiency MODEL",
        {"efficiency": plus(faster(h.DIFFUSION * 1.2 / 0.9))},
    ),
    Case(
        "partner_diffusion",
        0.5,
        "efficiency MODEL",
        {"efficiency": plus(faster(h.DIFFUSION * 1.1 / h.PARTNER))},
    ),
    Case(
        "adapter_learning",
        0.8,
        "efficiency MODEL",
        {"efficiency": plus(faster(h.DIFFUSION * (0.3 + 0.7 * 0.8) / h.PRACTICE))},
    ),
    Case(
        "from_scratch",
        0.5,
        "efficiency MODEL",
        {
            "efficiency": plus(faster(h.DIFFUSION * 0.8 / h.PRACTICE)),
            "score": plus(
                score(
                    efficiency=h.EFFICIENCY + faster(h.DIFFUSION * 0.8 / h.PRACTICE),
                    adopted=h.ADOPTED * 0.5 / 0.7,
                )
            ),
        },
    ),
    Case(
        "kept.efficiency",
        2.9,
        "efficiency MODEL",
        {"efficiency": plus(0.5 * (1 - exp(-h.DIFFUSION / 12)))},
    ),
    Case(
        "closure_diffusion_loss",
        0.5,
        "efficiency MODEL",
        {
            "efficiency": plus(
                h.spread(h.DIFFUSION * open_to(made_up(6.0), 0.5))
                - h.spread(h.DIFFUSION * open_to(made_up(6.0)))
            )
        },
        given=CLOSED,
    ),
    Case(
        "efficiency_leap",
        0.4,
        "efficiency MODEL",
        {"efficiency": plus(0.4), "score": plus(score(efficiency=h.EFFICIENCY + 0.4))},
    ),
]
PARTNERS = [
    Case(
        "partnership_depth",
        0.6,
        "efficiency MODEL people.left people.retired PEOPLE",
        {
            "efficiency": plus(faster(h.DIFFUSION * (1 + 0.12 * 0.6) / h.PARTNER)),
            "people.left": at(
                h.leave(h.OTHERS, h.LEAVING * 1.12 / 1.04)
                + h.leave(500.0, h.TOP_LEAVING * 1.12 / 1.04)
            ),
            "score": plus(
                score(
                    efficiency=h.EFFICIENCY + faster(h.DIFFUSION * 1.072 / h.PARTNER),
                    reach=0.35 + 0.65 * 0.6,
                )
            ),
        },
    ),
    Case(
        "partner_exit",
        1.0,
        "efficiency MODEL people.left people.retired PEOPLE",
        {
            "efficiency": plus(
                h.spread(h.DIFFUSION / h.PARTNER) - h.spread(h.DIFFUSION * 1.096 / h.PARTNER)
            ),
            "score": plus(
                score(efficiency=h.EFFICIENCY + faster(h.DIFFUSION / h.PARTNER), reach=0.35)
                - score(
                    efficiency=h.EFFICIENCY + faster(h.DIFFUSION * 1.096 / h.PARTNER),
                    reach=0.35 + 0.65 * 0.8,
                )
            ),
        },
        given=PARTNERED,
    ),
]


CASES = [*RUNS, *EFFICIENCY, *PARTNERS]
