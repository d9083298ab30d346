import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Forecast, Score, TrackRecord } from "../../src/api/types";
import { setLocale } from "../../src/i18n";
import type { OnFile } from "../../src/pages/track_record/OnFile";

let Shown: typeof OnFile;
beforeAll(async () => {
  await setLocale("en");
  await import("../../src/pages/texts");
  Shown = (await import("../../src/pages/track_record/OnFile")).OnFile;
});
afterEach(() => render(null, document.body));

const path = (observed: (number | null)[]): Forecast => ({
  origin: "2026-03-31",
  country: "KR",
  quantity: "best_eci",
  first: "2026-04",
  bands: { "0.05": [1, 1], "0.25": [2, 2], "0.5": [3, 3], "0.75": [4, 4], "0.95": [5, 5] },
  observed,
  floor: [false, false],
  crps: [null, null],
});
const score = (model: Score["model"], crps: number): Score => ({
  origin: "2026-03-31",
  quantity: "best_eci",
  model,
  count: 2,
  crps,
  within_50: 0.5,
  within_90: 0.9,
});
const filed = (observed: (number | null)[], scores: Score[]) => ({
  origin: "2026-03-31",
  until: "2027-12",
  made: "2026-11-28",
  sha256: "c4038a77",
  forecasts: [path(observed)],
  scores,
});

function shown(on_file: TrackRecord["on_file"]): HTMLElement {
  const record = { on_file } as TrackRecord;
  act(() => render(<Shown record={record} />, document.body));
  return document.body;
}

test("a forecast on file tells its hash, its last observed month and who was nearest", () => {
  const page = shown([filed([140, null], [score("slipstream", 2), score("persistence", 1)])]);
  expect(page.querySelector("code")?.textContent).toBe("c4038a77");
  expect(page.textContent).toContain("April 2026");
  expect(page.querySelector("td strong")?.textContent).toBe("1");
});

test("before a month is observed there is no table, and the page says how far it reaches", () => {
  const page = shown([filed([null, null], [])]);
  expect(page.querySelector("table")).toBeNull();
  expect(page.textContent).toContain("December 2027");
});
