import type { Bands, Observation } from "../api/types";

export type Tone = "country" | "world" | "open" | "third";

export interface Series {
  name: string;
  label: string;
  tone: Tone;
  bands: Bands;
  /** Values that are whole months are drawn in steps. */
  stepped?: boolean;
  observed?: readonly Observation[];
  /** The middle of the answer before the last change. */
  ghost?: readonly number[] | undefined;
  /** The middle under the policy that is compared with. */
  other?: readonly number[] | undefined;
}

/** Values at some months only, each shown with its number, such as the ends of years. */
export interface Marks {
  /** Whether each value is written beside its mark. */
  told: boolean;
  name: string;
  label: string;
  tone: Tone;
  points: readonly { index: number; value: number }[];
  ghost?: readonly { index: number; value: number }[] | undefined;
  other?: readonly { index: number; value: number }[] | undefined;
}

/** One bar a year, of parts that make up the whole. */
export interface Stack {
  name: string;
  /** Names of the parts, from the bottom. */
  labels: readonly string[];
  /** Month of each bar's end, and its parts. */
  bars: readonly { index: number; shares: readonly number[] }[];
}

export interface Panel {
  name: string;
  title: string;
  series: readonly Series[];
  marks?: readonly Marks[];
  stack?: Stack;
  /** First month that is drawn: before it the run has not settled. */
  first: number;
  /** Short form of a value, for the axis. */
  tick: (value: number) => string;
  /** Full form of a value, for tables and readers of a point. */
  say: (value: number) => string;
  /** Units shown for each of the API's, so that ticks stand at round numbers of what is shown. */
  factor?: number;
  /** Ticks at whole numbers only, where the axis is in powers of ten. */
  whole?: boolean;
  floor?: number;
  ceiling?: number;
  /** A line across, such as the lag that counts as being in the race. */
  threshold?: { value: number; label: string };
  /** Wider than one column of a grid of panels. */
  wide?: boolean;
}

/** A chart: panels over the same months, and the words around them. */
export interface ChartSpec {
  name: string;
  title: string;
  months: readonly string[];
  /** Last year shown. */
  until: number;
  asOf: string;
  panels: readonly Panel[];
  /** How to read it, and where it comes from. */
  reading: string;
  source: string;
  /** Words of the legend for the previous answer and the compared policy; null where not drawn. */
  ghostLabel: string | null;
  otherLabel: string | null;
  evidenceLabel: string;
}
