from slipstream.policy.adjustments import named
from slipstream.report.answer_sentences import policy_label
from slipstream.report.language import language

SET = [
    "today",
    "public_budget=3e10",
    "from_scratch=0",
    "power_shortage=1:2027-01..2028-03:24:0.4",
    "efficiency_leap=0.5:2027-01::1",
]


def test_what_is_set_reads_as_a_reader_would_say_it() -> None:
    policies = named(SET, "here")
    assert policy_label(policies, language("en")) == (
        "Today's policy + Public AI budget at $30 billion a year"
        " + Effort bound by a from-scratch rule at 0%"
        " + Power shortage (probability 100%, begins between January 2027 and March 2028,"
        " lasts 24 months, severity 0.4)"
        " + An efficiency leap released openly"
        " (probability 50%, begins in January 2027, severity 10-fold)"
    )
    assert policy_label(policies, language("ko")).startswith(
        "현재 정책 + 공공 AI 예산 연 300억 달러 + 독자 개발 원칙 적용 비율 0%"
    )
