import { scaleLinear, scaleLog, scaleSymlog } from "d3-scale";
import type { Lever } from "../api/types";

/** Positions of a slider on a scale of powers, whose values have no even step. */
const POSITIONS = 100;

/** A slider counts whole positions; these turn them into values of its lever and back. */
export interface Slider {
  positions: number;
  valueAt: (position: number) => number;
  positionOf: (value: number) => number;
}

type Shape = Pick<Lever, "slider" | "scale" | "step">;

export function sliderOf({ slider: [low, high], scale, step }: Shape): Slider {
  const positions = scale === "log" ? POSITIONS : Math.max(Math.round((high - low) / step), 1);
  const range = [0, positions];
  const shape =
    scale === "linear"
      ? scaleLinear([low, high], range)
      : low > 0
        ? scaleLog([low, high], range)
        : // A logarithm has no zero: near it the scale is linear.
          scaleSymlog([low, high], range).constant(high / 1000);
  const digits = scale === "log" ? 3 : 12;
  return {
    positions,
    valueAt: (position) => Number(shape.invert(position).toPrecision(digits)),
    positionOf: (value) => {
      const inside = Math.min(Math.max(value, low), high);
      return Math.round(shape(inside));
    },
  };
}

/** How near a word has to be to be said alone, as a share of the slider. */
const NEAR = 0.02;

/** Where a value stands among the status words of its lever. */
export type Status =
  | { kind: "at" | "near"; word: number }
  | { kind: "between"; low: number; high: number }
  | null;

/** Find the words that a value is at, near (beyond the last) or between. */
export function statusOf(lever: Lever, value: number): Status {
  const { words } = lever;
  const slider = sliderOf(lever);
  const place = slider.positionOf(value);
  const places = words.map((word) => slider.positionOf(word.at));
  const at = places.findIndex((each) => Math.abs(each - place) <= NEAR * slider.positions);
  if (at >= 0) return { kind: "at", word: at };
  const high = places.findIndex((each) => each > place);
  if (words.length === 0) return null;
  if (high === 0) return { kind: "near", word: 0 };
  if (high < 0) return { kind: "near", word: words.length - 1 };
  return { kind: "between", low: high - 1, high };
}
