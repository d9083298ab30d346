import { axisBottom, axisLeft } from "d3-axis";
import type { ScaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  width: number;
  height: number;
  ticks: readonly number[];
  tick: (value: number) => string;
}

/** Room that the name of a year takes, pixels. */
const YEAR = 42;

/** Years below, values and a faint grid on the left. */
export function Axes({ x, y, width, height, ticks, tick }: Props) {
  const bottom = useRef<SVGGElement>(null);
  const left = useRef<SVGGElement>(null);
  const [firstYear = 0, endYear = 0] = x.domain();
  const labels = ticks.map(tick);

  useLayoutEffect(() => {
    const apart = Math.ceil(((endYear - firstYear) * YEAR) / Math.max(width, 1));
    const years = Array.from({ length: endYear - firstYear }, (_, i) => firstYear + i);
    const named = years.filter((year) => (year - firstYear) % apart === 0);
    // A year is named in the middle of its twelve months, between two ticks.
    const axis = axisBottom(x)
      .tickValues(named.map((year) => year + 0.5))
      .tickFormat((year) => String(Math.floor(Number(year))))
      .tickSize(0)
      .tickPadding(8);
    select(bottom.current!).call(axis);
  }, [firstYear, endYear, width, height]);

  useLayoutEffect(() => {
    const axis = axisLeft(y)
      .tickValues(ticks)
      .tickFormat((_value, i) => labels[i] ?? "")
      .tickSize(-width)
      .tickPadding(6);
    const group = select(left.current!).call(axis);
    group.select(".domain").remove();
  }, [y.domain().join(), labels.join("|"), width, height]);

  return (
    <>
      <g ref={left} class="axis vertical" />
      <g ref={bottom} class="axis horizontal" transform={`translate(0,${height})`} />
    </>
  );
}
