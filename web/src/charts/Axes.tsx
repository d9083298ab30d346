import { axisBottom, axisLeft } from "d3-axis";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Panel } from "./spec";

interface Props {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  width: number;
  height: number;
  panel: Panel;
}

/** Room that the name of a year takes, pixels. */
const YEAR = 42;

/** Years below, values and a faint grid on the left. */
export function Axes({ x, y, width, height, panel }: Props) {
  const bottom = useRef<SVGGElement>(null);
  const left = useRef<SVGGElement>(null);
  const [firstYear = 0, endYear = 0] = x.domain();
  const factor = panel.factor ?? 1;
  const ticks = scaleLinear()
    .domain(y.domain().map((value) => value * factor))
    .ticks(height < 160 ? 4 : 5)
    .map((value) => value / factor);
  const values = panel.whole ? ticks.filter(Number.isInteger) : ticks;
  const labels = values.map(panel.tick);

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
      .tickValues(values)
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
