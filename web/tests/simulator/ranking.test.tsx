import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLocale } from "../../src/i18n";
import { RankingView } from "../../src/simulator/Ranking";
import { firstPage } from "../../src/state/address";
import { meta, open, setLever } from "../../src/state/store";
import { META } from "../meta";

const root = document.createElement("div");
let asked: number;

beforeEach(async () => {
  vi.useFakeTimers();
  asked = 0;
  vi.stubGlobal("fetch", async (path: string, options: RequestInit) => {
    if (path !== "/api/ranking") return new Response(String(options.body));
    asked += 1;
    const lag = { "0.05": 1, "0.25": 2, "0.5": 3, "0.75": 4, "0.95": 5 };
    const country = { code: "KR", in_race: 0.1, probability: 0.1, lag_now: lag, lag_by: lag };
    return new Response(JSON.stringify({ countries: [country] }));
  });
  // Nobody scrolls.
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  meta.value = META;
  await setLocale("en");
});

afterEach(() => {
  act(() => render(null, root));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Let time pass; what follows from a change is drawn, and timed, between the steps. */
async function pass(time: number): Promise<void> {
  for (let gone = 0; gone < time; gone += 500) {
    await act(async () => void (await vi.advanceTimersByTimeAsync(500)));
  }
}

test("the first ranking is ready before anybody scrolls to it, and later ones wait", async () => {
  const page = firstPage(META);
  open({ ...page, scenario: { ...page.scenario, seed: 4321 } });
  act(() => render(<RankingView meta={META} />, root));
  expect(root.querySelector("table")).toBeNull();
  await pass(5000);
  expect(asked).toBe(1);
  expect(root.querySelector("tbody th")?.textContent).toBe("South Korea");
  act(() => setLever(META.levers[1]!, 7));
  await pass(10_000);
  expect(asked).toBe(1);
  expect(root.querySelector("table")?.className).toBe("stale");
});
