import fc from "fast-check";
import { expect, test } from "vitest";
import { bandPath, extent, flow, linePath, spanTo, wrap, yearOf } from "../../src/charts/geometry";

const MONTHS = Array.from(
  { length: 36 },
  (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
);
const up = (value: number) => 100 - value;

function vertices(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]);
}

test("a month stands in its middle", () => {
  expect(yearOf("2026-01")).toBeCloseTo(2026 + 1 / 24);
  expect(yearOf("2026-12")).toBeCloseTo(2027 - 1 / 24);
});

test("a span ends with its year, or with the months there are", () => {
  expect(spanTo(MONTHS, 6, 2026)).toEqual({ first: 6, end: 24 });
  expect(spanTo(MONTHS, 0, 2040)).toEqual({ first: 0, end: 36 });
});

test("a band goes along its upper edge and back along its lower", () => {
  const path = bandPath([1, 2, 3], [4, 5, 6], [0, 10, 20], up, { first: 0, end: 3 });
  expect(path.endsWith("Z")).toBe(true);
  expect(vertices(path)).toEqual([
    [0, 96],
    [10, 95],
    [20, 94],
    [20, 97],
    [10, 98],
    [0, 99],
  ]);
});

test("a middle line lies inside its band at every month", () => {
  const triple = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -50, max: 50 })));
  fc.assert(
    fc.property(fc.array(triple, { minLength: 2, maxLength: 36 }), (rows) => {
      const sorted = rows.map((row) => [...row].sort((a, b) => a - b) as [number, number, number]);
      const xs = sorted.map((_, i) => i * 10);
      const span = { first: 0, end: sorted.length };
      const middle = vertices(
        linePath(
          sorted.map((r) => r[1]),
          xs,
          up,
          span,
        ),
      );
      const band = vertices(
        bandPath(
          sorted.map((r) => r[0]),
          sorted.map((r) => r[2]),
          xs,
          up,
          span,
        ),
      );
      middle.forEach(([x, y], i) => {
        const top = band[i]!;
        const bottom = band[band.length - 1 - i]!;
        expect([top[0], bottom[0]]).toEqual([x, x]);
        expect(y).toBeGreaterThanOrEqual(top[1]);
        expect(y).toBeLessThanOrEqual(bottom[1]);
      });
    }),
  );
});

test("gaps in a line stay gaps", () => {
  const path = linePath([1, 2, Number.NaN, 4, 5], [0, 1, 2, 3, 4], up, { first: 0, end: 5 });
  expect(path.match(/M/g)?.length).toBe(2);
});

test("an extent heeds the span and passes over what is no number", () => {
  expect(extent([[9, 1, 5, Number.NaN, -9]], { first: 1, end: 4 })).toEqual([1, 5]);
  expect(extent([[]], { first: 0, end: 4 })).toBeNull();
});

test("labels that do not fit beside one another take another row", () => {
  const { places, height } = flow([60, 60, 60], 10, 20, 140);
  expect(places).toEqual([
    { x: 0, y: 0 },
    { x: 70, y: 0 },
    { x: 0, y: 20 },
  ]);
  expect(height).toBe(40);
});

test("lines break between words", () => {
  expect(wrap("one two three", 8, (text) => text.length)).toEqual(["one two", "three"]);
});
