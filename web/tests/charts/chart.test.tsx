import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import type { Bands } from "../../src/api/types";
import { Chart } from "../../src/charts/Chart";
import type { ChartSpec, Panel } from "../../src/charts/spec";

const MONTHS = Array.from(
  { length: 48 },
  (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
);

function bands(middle: number, spread: number): Bands {
  const row = (shift: number) => MONTHS.map((_, i) => middle + shift * spread * (1 + i / 48));
  return { "0.05": row(-2), "0.25": row(-1), "0.5": row(0), "0.75": row(1), "0.95": row(2) };
}

function panel(name: string, middle: number, spread: number, more: Partial<Panel> = {}): Panel {
  return {
    name,
    title: `Title of ${name}`,
    series: [{ name, label: name, tone: "country", bands: bands(middle, spread) }],
    first: 0,
    tick: String,
    say: String,
    ...more,
  };
}

function spec(panels: Panel[]): ChartSpec {
  return {
    name: "test",
    title: "Test",
    months: MONTHS,
    until: 2028,
    asOf: "2026-03",
    panels,
    reading: "How to read",
    source: "Source",
    ghostLabel: null,
    otherLabel: null,
    evidenceLabel: "evidence",
  };
}

const root = document.createElement("div");

function draw(panels: Panel[], width = 600): SVGSVGElement {
  act(() => render(<Chart spec={spec(panels)} width={width} panelHeight={200} />, root));
  return root.querySelector("svg")!;
}

afterEach(() => {
  render(null, root);
});

function ticks(svg: SVGSVGElement): number[] {
  return [...svg.querySelectorAll(".vertical .tick text")].map((each) => Number(each.textContent));
}

test("bands and lines lie inside their panel, whatever the size of the values", () => {
  for (const [middle, spread] of [
    [150, 5],
    [1e12, 1e11],
    [0.003, 0.0001],
    [-40, 30],
    [0, 0],
  ] as const) {
    const svg = draw([panel("a", middle, spread)]);
    const paths = [...svg.querySelectorAll(".series path")].map((each) => each.getAttribute("d")!);
    expect(paths).toHaveLength(3);
    for (const path of paths) {
      const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)];
      expect(points.length).toBeGreaterThan(40);
      for (const [, x, y] of points) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(600);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(200);
      }
    }
  }
});

test("ticks stand at round numbers of what is shown, and hold the values", () => {
  const factor = 1450;
  const svg = draw([panel("won", 6e9, 1e9, { factor, tick: (value) => String(value * factor) })]);
  const shown = ticks(svg);
  expect(shown.length).toBeGreaterThan(2);
  for (const each of shown)
    expect(Math.abs(each / 1e12 - Math.round(each / 1e12))).toBeLessThan(1e-6);
});

test("an axis in powers of ten names whole powers only", () => {
  expect(ticks(draw([panel("flop", 25, 0.5, { whole: true })]))).toEqual([23, 24, 25, 26, 27]);
});

test("a share never has an axis beyond all of it", () => {
  const shown = ticks(draw([panel("share", 0.9, 0.02, { floor: 0, ceiling: 1 })]));
  expect([Math.min(...shown), Math.max(...shown)]).toEqual([0, 1]);
});

test("panels stand side by side where there is room, and below one another on a phone", () => {
  const panels = [panel("a", 1, 0.1), panel("b", 2, 0.1)];
  const heights = [600, 340].map((width) => Number(draw(panels, width).getAttribute("height")));
  expect(heights[1]).toBeGreaterThan(1.8 * heights[0]!);
});

test("a chart says what it is to those who do not see it", () => {
  const svg = draw([panel("a", 1, 0.1)]);
  expect([svg.getAttribute("role"), svg.getAttribute("aria-label")]).toEqual([
    "img",
    "Test. How to read",
  ]);
});

function point(kind: string, x: number, pointerType = "touch", on = "[data-panel] .catcher"): void {
  act(() => {
    root
      .querySelector(on)!
      .dispatchEvent(new PointerEvent(kind, { clientX: x, pointerType, bubbles: true }));
  });
}

const readout = () => root.querySelector(".readout strong")?.textContent;

test("a tap shows the values of its month, and they stay until a tap elsewhere", () => {
  document.body.append(root);
  draw([panel("a", 150, 5)]);
  point("pointerdown", 300);
  point("pointerup", 300);
  const month = readout();
  expect(month).toMatch(/20\d\d/);
  expect(root.querySelector(".readout b")?.textContent).toBe("150");
  point("pointerleave", 300);
  expect(readout()).toBe(month);
  point("pointerdown", 500);
  point("pointerup", 500);
  expect(readout()).not.toBe(month);
  act(() => void document.body.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })));
  expect(readout()).toBeUndefined();
});

test("a finger that scrolls past a chart chooses no month, and drops none", () => {
  document.body.append(root);
  draw([panel("a", 150, 5)]);
  const scroll = () => {
    point("pointerdown", 500);
    point("pointermove", 500);
    point("pointercancel", 500);
    point("pointerleave", 500);
  };
  scroll();
  expect(readout()).toBeUndefined();
  point("pointerdown", 300);
  point("pointerup", 300);
  const month = readout();
  scroll();
  expect(readout()).toBe(month);
});

test("a mouse shows a month in passing, and a click keeps it", () => {
  document.body.append(root);
  draw([panel("a", 150, 5)]);
  point("pointermove", 300, "mouse");
  expect(readout()).toMatch(/20\d\d/);
  point("pointerleave", 300, "mouse");
  expect(readout()).toBeUndefined();
  point("pointermove", 300, "mouse");
  point("pointerup", 300, "mouse");
  const month = readout();
  point("pointermove", 500, "mouse");
  point("pointerleave", 500, "mouse");
  expect(readout()).toBe(month);
  act(() => void dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })));
  expect(readout()).toBeUndefined();
});

test("a chart of years tells the year that is tapped", () => {
  const points = [11, 23, 35, 47].map((index) => ({ index, value: index }));
  const marks = [{ told: true, name: "m", label: "Marked", tone: "country" as const, points }];
  draw([panel("a", 0, 0, { series: [], marks })]);
  point("pointerdown", 300);
  point("pointerup", 300);
  expect(readout()).toMatch(/December 20\d\d/);
  expect(root.querySelector(".readout li")?.textContent).toMatch(/^Marked: (11|23|35|47)$/);
});
