import { expect, test } from "vitest";
import type { Bands } from "../../src/api/types";
import type { ChartSpec } from "../../src/charts/spec";
import { csv, json, yearEnds } from "../../src/charts/table";

const MONTHS = ["2025-11", "2025-12", "2026-01"];
const bands: Bands = {
  "0.05": [1, 2, 3],
  "0.25": [2, 3, 4],
  "0.5": [3, 4, 5],
  "0.75": [4, 5, 6],
  "0.95": [5, 6, 7],
};
const spec: ChartSpec = {
  name: "lag",
  title: "Lag",
  months: MONTHS,
  until: 2025,
  asOf: "2025-11",
  panels: [
    {
      name: "lag",
      title: "Lag",
      series: [{ name: 'lag "x", y', label: "Lag", tone: "country", bands }],
      marks: [
        {
          name: "joined",
          told: true,
          label: "Joined",
          tone: "country",
          points: [{ index: 1, value: 0.5 }],
        },
      ],
      stack: {
        name: "bands",
        labels: ["≤3", ">3"],
        bars: [{ index: 1, shares: [0.25, 0.75] }],
      },
      first: 0,
      tick: String,
      say: String,
    },
  ],
  reading: "",
  source: "Made up",
  ghostLabel: null,
  otherLabel: null,
  evidenceLabel: "",
};

test("CSV has a row a month, quotes what needs it, and leaves gaps empty", () => {
  const lines = csv(spec).split("\r\n");
  expect(lines[0]).toMatch(/^month,"lag ""x"", y_q0.05",/);
  expect(lines[1]).toBe("2025-11,1,2,3,4,5,,,");
  expect(lines[2]).toBe("2025-12,2,3,4,5,6,0.5,0.25,0.75");
  expect(lines).toHaveLength(5);
});

test("JSON carries the data with its source and address", () => {
  const found = JSON.parse(json(spec, "http://x/?c=KR"));
  expect(found).toMatchObject({ title: "Lag", source: "Made up", address: "http://x/?c=KR" });
  expect(found.data[1]).toMatchObject({ month: "2025-12", joined: 0.5 });
});

test("a table shows the ends of the years drawn", () => {
  expect(yearEnds(spec)).toEqual([1]);
});
