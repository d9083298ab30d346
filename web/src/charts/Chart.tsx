import { max, min } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { useMemo, useRef } from "preact/hooks";
import { Axes } from "./Axes";
import { bandPath, extent, linePath, type Span, shade, spanTo, yearOf } from "./geometry";
import { Legend, legendItems } from "./Legend";
import { textWidth } from "./measure";
import { type Pointing, usePointing } from "./pointing";
import { Readout } from "./Readout";
import type { ChartSpec, Marks, Panel, Series, Stack } from "./spec";
import "./chart.css";

const GAP = 24;
const TITLE = 22;
const MARGIN = { right: 14, top: 8, bottom: 24 };
/** Rooms for the labels of the vertical axis: two, so that a drag does not shake the chart. */
const LEFT = [46, 64] as const;
const ROOM_FOR_LABELS = 1.15;

interface Props {
  spec: ChartSpec;
  /** Pixels; the height follows from the number of panels. */
  width: number;
  panelHeight: number;
}

/** A chart as one SVG: a legend, then panels with bands, lines, records and axes. */
export function Chart({ spec, width, panelHeight }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pointing = usePointing(box);
  const items = legendItems(spec);
  const legend = useMemo(() => Legend.layout(items, width), [JSON.stringify(items), width]);
  const columns = spec.panels.length > 1 && width >= 520 ? 2 : 1;
  const boxes = arrange(spec.panels, columns, width, panelHeight, legend.height);
  const height = max(boxes, (box) => box.y + box.height) ?? legend.height;
  const xs = spec.months.map(yearOf);
  return (
    <div ref={box} class="chart" data-testid={`chart-${spec.name}`}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${spec.title}. ${spec.reading}`}
        data-chart={spec.name}
      >
        <Legend items={items} places={legend.places} />
        {spec.panels.map((panel, i) => (
          <PanelView
            key={panel.name}
            spec={spec}
            panel={panel}
            box={boxes[i]!}
            years={xs}
            pointing={pointing}
          />
        ))}
      </svg>
      {pointing.index !== null && <Readout spec={spec} index={pointing.index} />}
    </div>
  );
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function arrange(
  panels: readonly Panel[],
  columns: number,
  width: number,
  panelHeight: number,
  top: number,
): Box[] {
  const narrow = (width - GAP * (columns - 1)) / columns;
  const titled = panels.length > 1 ? TITLE : 0;
  let column = 0;
  let y = top;
  return panels.map((panel) => {
    const full = panel.wide === true || columns === 1;
    if (column > 0 && (full || column === columns)) {
      y += panelHeight + titled;
      column = 0;
    }
    const height = panelHeight + titled;
    const box = { x: column * (narrow + GAP), y, width: full ? width : narrow, height };
    if (full) y += height;
    else column += 1;
    return box;
  });
}

interface PanelProps {
  spec: ChartSpec;
  panel: Panel;
  box: Box;
  years: readonly number[];
  pointing: Pointing;
}

function PanelView({ spec, panel, box, years, pointing }: PanelProps) {
  const titled = spec.panels.length > 1;
  const top = MARGIN.top + (titled ? TITLE : 0);
  const height = box.height - top - MARGIN.bottom;
  const span = spanTo(spec.months, panel.first, spec.until);
  const y = verticalScale(panel, span, height);
  const ticks = ticksOf(panel, y, height);
  const longest = max(ticks, (value) => textWidth(panel.tick(value))) ?? 0;
  const left = longest + 10 > LEFT[0] ? LEFT[1] : LEFT[0];
  const inner = { width: box.width - left - MARGIN.right, height };
  const x = scaleLinear([Math.floor(years[span.first]!), spec.until + 1], [0, inner.width]);
  const xs = years.map((year) => x(year));
  const now = x(yearOf(spec.asOf) + 0.5 / 12);
  const labelWidth = textWidth(spec.evidenceLabel, 11) + 8;
  const pointed = pointing.index;
  const monthAt = (event: PointerEvent) => {
    const start = (event.currentTarget as Element).getBoundingClientRect().left;
    const year = x.invert(event.clientX - start);
    const index = Math.floor((year - Math.floor(years[0]!)) * 12);
    return Math.min(Math.max(index, span.first), span.end - 1);
  };
  return (
    <g transform={`translate(${box.x + left},${box.y + top})`} data-panel={panel.name}>
      {titled && (
        <text class="panel-title" x={-left} y={-MARGIN.top - 6}>
          {panel.title}
        </text>
      )}
      <Axes x={x} y={y} width={inner.width} height={height} ticks={ticks} tick={panel.tick} />
      {!panel.stack && <line class="now" x1={now} x2={now} y1={0} y2={inner.height} />}
      {panel === spec.panels[0] && !panel.stack && (
        <text
          class="now-label"
          x={now > labelWidth ? now - 5 : now + 5}
          y={10}
          text-anchor={now > labelWidth ? "end" : "start"}
        >
          {spec.evidenceLabel}
        </text>
      )}
      {panel.series.map((series) => (
        <SeriesView key={series.name} series={series} xs={xs} y={y} span={span} />
      ))}
      {panel.marks?.map((marks) => (
        <MarksView key={marks.name} marks={marks} tick={panel.tick} xs={xs} y={y} span={span} />
      ))}
      {panel.stack && <StackView panel={panel} stack={panel.stack} x={x} y={y} span={span} />}
      {panel.threshold && <Threshold panel={panel} y={y} width={inner.width} />}
      {panel.series.map((series) => (
        <Records key={series.name} series={series} x={x} y={y} height={inner.height} />
      ))}
      {pointed !== null && pointed >= span.first && pointed < span.end && (
        <line class="pointed" x1={xs[pointed]} x2={xs[pointed]} y1={0} y2={inner.height} />
      )}
      <rect
        class="catcher"
        width={Math.max(inner.width, 0)}
        height={Math.max(inner.height, 0)}
        onPointerDown={pointing.down}
        onPointerMove={(event) => pointing.move(event, monthAt(event))}
        onPointerUp={(event) => pointing.up(monthAt(event))}
        onPointerLeave={pointing.leave}
        onPointerCancel={pointing.cancel}
      />
    </g>
  );
}

/** The vertical scale holds the bands and the lines; a wide error bar of old does not stretch it. */
function verticalScale(panel: Panel, span: Span, height: number): ScaleLinear<number, number> {
  const rows: (readonly number[])[] = [];
  for (const { bands, ghost, other } of panel.series) {
    rows.push(bands["0.05"], bands["0.95"]);
    if (ghost) rows.push(ghost);
    if (other) rows.push(other);
  }
  const marks = (panel.marks ?? []).flatMap(({ points, ghost, other }) =>
    [points, ghost ?? [], other ?? []].flat(),
  );
  const values = [...(extent(rows, span) ?? []), ...marks.map((mark) => mark.value)];
  let low = panel.floor ?? min(values) ?? 0;
  let high = max(values) ?? 1;
  if (panel.threshold) high = Math.max(high, panel.threshold.value * ROOM_FOR_LABELS);
  if (panel.stack) return scaleLinear([0, 1], [height, 0]);
  if (panel.marks) high = Math.max(high * ROOM_FOR_LABELS, 0.1);
  // A row of zeros, or of one value, still needs a scale.
  if (high <= low) high = low + Math.max(Math.abs(low) * 0.1, 1);
  low = Math.min(low, min(values) ?? low);
  const factor = panel.factor ?? 1;
  const round = scaleLinear()
    .domain([low * factor, high * factor])
    .nice(10)
    .domain();
  const [bottom = low, topmost = high] = round.map((value) => value / factor);
  const scale = scaleLinear([bottom, topmost], [height, 0]);
  if (panel.ceiling !== undefined && topmost > panel.ceiling && high <= panel.ceiling) {
    scale.domain([bottom, panel.ceiling]);
  }
  return scale;
}

/** Values at round numbers of the unit that is shown. */
function ticksOf(panel: Panel, y: ScaleLinear<number, number>, height: number): number[] {
  const factor = panel.factor ?? 1;
  const ticks = scaleLinear()
    .domain(y.domain().map((value) => value * factor))
    .ticks(height < 160 ? 4 : 5)
    .map((value) => value / factor);
  return panel.whole ? ticks.filter(Number.isInteger) : ticks;
}

interface SeriesProps {
  series: Series;
  xs: readonly number[];
  y: ScaleLinear<number, number>;
  span: Span;
}

function SeriesView({ series, xs, y, span }: SeriesProps) {
  const { bands, stepped = false } = series;
  return (
    <g class={`series ${series.tone}`} data-series={series.name}>
      <path class="band-90" d={bandPath(bands["0.05"], bands["0.95"], xs, y, span, stepped)} />
      <path class="band-50" d={bandPath(bands["0.25"], bands["0.75"], xs, y, span, stepped)} />
      {series.ghost && <path class="ghost" d={linePath(series.ghost, xs, y, span, stepped)} />}
      {series.other && <path class="other" d={linePath(series.other, xs, y, span, stepped)} />}
      <path class="middle" d={linePath(bands["0.5"], xs, y, span, stepped)} />
    </g>
  );
}

interface MarksProps {
  marks: Marks;
  tick: (value: number) => string;
  xs: readonly number[];
  y: ScaleLinear<number, number>;
  span: Span;
}

function MarksView({ marks, tick, xs, y, span }: MarksProps) {
  const inside = (points: readonly { index: number; value: number }[]) =>
    points.filter((point) => point.index >= span.first && point.index < span.end);
  const through = (points: readonly { index: number; value: number }[]) =>
    `M${inside(points)
      .map((point) => `${xs[point.index]!.toFixed(1)},${y(point.value).toFixed(1)}`)
      .join("L")}`;
  const shown = inside(marks.points);
  return (
    <g class={`series ${marks.tone}`} data-series={marks.name}>
      {marks.ghost && inside(marks.ghost).length > 0 && (
        <path class="ghost" d={through(marks.ghost)} />
      )}
      {marks.other && inside(marks.other).length > 0 && (
        <path class="other" d={through(marks.other)} />
      )}
      {shown.length > 0 && <path class="middle" d={through(shown)} />}
      {shown.map(({ index, value }) => (
        <g key={index} transform={`translate(${xs[index]},${y(value)})`}>
          <circle class="mark" r={marks.told ? 4.5 : 3} />
          {marks.told && (
            <text class="mark-label" x={6} y={-10} text-anchor="end">
              {tick(value)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** Height of a part of a bar from which its number fits in, pixels. */
const ROOM_FOR_NUMBER = 13;
/** How much of a year a bar takes, from its middle to either side. */
const HALF_BAR = 0.38;

interface StackProps {
  panel: Panel;
  stack: Stack;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  span: Span;
}

function StackView({ panel, stack, x, y, span }: StackProps) {
  const width = x(HALF_BAR * 2) - x(0);
  const bars = stack.bars.filter(({ index }) => index >= span.first && index < span.end);
  const firstYear = x.domain()[0]!;
  return (
    <g class="series country" data-series={stack.name}>
      {bars.map(({ index, shares }, at) => {
        let below = 0;
        const left = x(firstYear + at + 0.5 - HALF_BAR);
        return (
          <g key={index} transform={`translate(${left.toFixed(1)},0)`}>
            <rect class="blank" width={width} y={y(1)} height={y(0) - y(1)} />
            {shares.map((share, i) => {
              const bottom = y(below);
              below += share;
              const height = Math.max(bottom - y(below), 0);
              const strength = shade(i, shares.length);
              return (
                <g key={stack.labels[i]}>
                  <rect
                    class="part"
                    width={width}
                    y={bottom - height}
                    height={height}
                    fill-opacity={strength}
                  />
                  {height >= ROOM_FOR_NUMBER && (
                    <text
                      class={strength > 0.75 ? "part-label light" : "part-label"}
                      x={width / 2}
                      y={bottom - height / 2 + 4}
                      text-anchor="middle"
                    >
                      {panel.tick(share)}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
    </g>
  );
}

function Threshold({
  panel,
  y,
  width,
}: {
  panel: Panel;
  y: ScaleLinear<number, number>;
  width: number;
}) {
  const { value, label } = panel.threshold!;
  return (
    <g class="threshold" transform={`translate(0,${y(value)})`}>
      <line x2={width} />
      <text x={width} y={14} text-anchor="end">
        {label}
      </text>
    </g>
  );
}

function Records({
  series,
  x,
  y,
  height,
}: {
  series: Series;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  height: number;
}) {
  const first = x.domain()[0]!;
  const within = (value: number) => Math.min(Math.max(y(value), 0), height);
  return (
    <g class={`records ${series.tone}`}>
      {series.observed
        ?.filter(
          (each) => yearOf(each.month) >= first && y(each.value) >= 0 && y(each.value) <= height,
        )
        .map((each) => (
          <g
            key={each.month + each.model}
            class={each.estimate ? "record rough" : "record"}
            transform={`translate(${x(yearOf(each.month)).toFixed(1)},0)`}
          >
            <line y1={within(each.low)} y2={within(each.high)} />
            {series.tone === "world" ? (
              <rect x={-3.5} y={y(each.value) - 3.5} width={7} height={7} />
            ) : (
              <circle cy={y(each.value)} r={4} />
            )}
          </g>
        ))}
    </g>
  );
}
