import { area, type CurveFactory, curveLinear, curveStep, line } from "d3-shape";

export interface Point {
  x: number;
  y: number;
}

/** Middle of a month in years of the calendar: `2026-03` is 2026.21. */
export function yearOf(month: string): number {
  return Number(month.slice(0, 4)) + (Number(month.slice(5)) - 0.5) / 12;
}

/** How strongly part `i` of `count` of a bar is coloured: the lowest most. */
export function shade(i: number, count: number): number {
  return 1 - (0.9 * i) / Math.max(count - 1, 1);
}

/** Run of months that a chart shows: indices of the first and of the one past the last. */
export interface Span {
  first: number;
  end: number;
}

/** The months from `first` to the end of a year, within what there is. */
export function spanTo(months: readonly string[], first: number, year: number): Span {
  const last = `${year}-12`;
  const end = months.findIndex((month) => month > last);
  return { first, end: end < 0 ? months.length : end };
}

/**
 * SVG path of a line, one vertex a month.
 *
 * @param xs - place of each month, pixels
 * @param place - place of a value, pixels
 * @param stepped - draw whole steps, for values that are whole numbers of months
 */
export function linePath(
  values: readonly number[],
  xs: readonly number[],
  place: (value: number) => number,
  span: Span,
  stepped = false,
): string {
  const draw = line<number>()
    .defined((i) => Number.isFinite(values[i]))
    .x((i) => xs[i]!)
    .y((i) => place(values[i]!))
    .curve(curve(stepped))
    .digits(1);
  return draw(indices(span)) ?? "";
}

/** SVG path of a band: a closed shape between two lines. */
export function bandPath(
  low: readonly number[],
  high: readonly number[],
  xs: readonly number[],
  place: (value: number) => number,
  span: Span,
  stepped = false,
): string {
  const draw = area<number>()
    .defined((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]))
    .x((i) => xs[i]!)
    .y0((i) => place(low[i]!))
    .y1((i) => place(high[i]!))
    .curve(curve(stepped))
    .digits(1);
  return draw(indices(span)) ?? "";
}

/** Least and greatest of the values inside the span, or null if there are none. */
export function extent(rows: readonly (readonly number[])[], span: Span): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (let i = span.first; i < span.end; i += 1) {
      const value = row[i];
      if (value === undefined || !Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

function curve(stepped: boolean): CurveFactory {
  return stepped ? curveStep : curveLinear;
}

function indices(span: Span): number[] {
  return Array.from({ length: Math.max(span.end - span.first, 0) }, (_, i) => span.first + i);
}

/** Places of a row of labels that wraps at a width: one `Point` each, and the rows needed. */
export function flow(
  widths: readonly number[],
  gap: number,
  rowHeight: number,
  width: number,
): { places: Point[]; height: number } {
  let x = 0;
  let row = 0;
  const places = widths.map((each) => {
    if (x > 0 && x + each > width) {
      x = 0;
      row += 1;
    }
    const place = { x, y: row * rowHeight };
    x += each + gap;
    return place;
  });
  return { places, height: widths.length > 0 ? (row + 1) * rowHeight : 0 };
}

/** Break a text into lines no wider than `width`, as `measure` tells widths. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const longer = current ? `${current} ${word}` : word;
    if (current && measure(longer) > width) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return current ? [...lines, current] : lines;
}
