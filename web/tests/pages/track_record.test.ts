import { expect, test } from "vitest";
import type { Bands, Forecast, Score, TrackRecord } from "../../src/api/types";
import { later } from "../../src/pages/dates";
import {
  errorShares,
  lastTold,
  monthsOf,
  rowsOf,
  standsSince,
  toldOf,
} from "../../src/pages/track_record/lookup";

const bands = (middle: number[]): Bands => ({
  "0.05": middle.map((value) => value - 2),
  "0.25": middle.map((value) => value - 1),
  "0.5": middle,
  "0.75": middle.map((value) => value + 1),
  "0.95": middle.map((value) => value + 2),
});

function path(country: string, observed: (number | null)[], crps: (number | null)[]): Forecast {
  return {
    origin: "2024-11-30",
    country,
    quantity: "best_eci",
    first: "2024-12",
    bands: bands(observed.map((_, i) => 100 + i)),
    observed,
    floor: observed.map(() => false),
    crps,
  };
}

const score = (origin: string, model: Score["model"], count: number, crps: number): Score => ({
  origin,
  quantity: "best_eci",
  model,
  count,
  crps,
  within_50: 0.5,
  within_90: 0.9,
});

const record: TrackRecord = {
  origins: [
    { origin: "2024-11-30", until: "2025-02" },
    { origin: "2025-05-31", until: "2025-06" },
  ],
  levels: ["0.05", "0.25", "0.5", "0.75", "0.95"],
  countries: [],
  forecasts: [
    path("KR", [100, 101, 101], [1, 2, 3]),
    path("FR", [90, null, null], [2, null, null]),
  ],
  on_file: [],
  scores: [
    score("2024-11-30", "slipstream", 3, 2),
    score("2024-11-30", "trend", 3, 4),
    score("2025-05-31", "slipstream", 1, 6),
    score("2025-05-31", "trend", 1, 8),
  ],
  skill: [],
  calibration: [],
};

test("months go on over the turn of the year", () => {
  expect(later("2024-11", 14)).toBe("2026-01");
  expect(monthsOf(record.forecasts[0]!)).toEqual(["2024-12", "2025-01", "2025-02"]);
});

test("a forecast is found by its month, and none is made up", () => {
  expect(toldOf(record, "2024-11-30", "KR", "best_eci", "2025-01")).toEqual({
    month: "2025-01",
    low: 99,
    middle: 101,
    high: 103,
    observed: 101,
  });
  expect(toldOf(record, "2024-11-30", "KR", "best_eci", "2025-03")).toBeUndefined();
  expect(toldOf(record, "2024-11-30", "JP", "best_eci", "2025-01")).toBeUndefined();
});

test("the last month with an outcome is told, or the last one while there is none", () => {
  expect(lastTold(record.forecasts[1]!).month).toBe("2024-12");
  expect(lastTold(path("KR", [null, null], [null, null]))).toMatchObject({
    month: "2025-01",
    observed: null,
  });
});

test("all dates together count month for month", () => {
  const rows = rowsOf(record, "best_eci");
  expect(rows.map(({ origin, count }) => [origin, count])).toEqual([
    ["2024-11-30", 3],
    ["2025-05-31", 1],
    [null, 4],
  ]);
  expect(rows[2]!.crps).toEqual({ slipstream: 3, trend: 5 });
});

test("shares of the error come to one", () => {
  expect([...errorShares(record, "best_eci")]).toEqual([
    ["KR", 0.75],
    ["FR", 0.25],
  ]);
});

test("a record stands since the month that brought it", () => {
  expect(standsSince(record, "KR", "best_eci")).toBe("2025-01");
  expect(standsSince(record, "JP", "best_eci")).toBeNull();
});
