from slipstream.report.observed_points import best_scores, observed_lags, world_scores


def test_records_rise() -> None:
    for records in (best_scores("KR"), world_scores()):
        values = [record.value for record in records]
        assert values == sorted(values)
        assert all(record.low <= record.value <= record.high for record in records)


def test_the_leader_has_no_lag_and_others_do() -> None:
    world = {record.date for record in world_scores()}
    leader = [record for record in observed_lags("US") if record.date in world]
    assert leader
    assert all(record.value == 0 for record in leader)
    korean = observed_lags("KR")
    assert korean
    assert all(0 <= record.low <= record.value <= record.high for record in korean)
    assert all(record.rough for record in korean)
