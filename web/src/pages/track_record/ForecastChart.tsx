import { scaleLinear } from "d3-scale";
import type { Forecast } from "../../api/types";
import { bandPath, linePath } from "../../charts/geometry";
import { locale } from "../../i18n";
import { monthsOf } from "./lookup";
import { value } from "./words";

const WIDTH = 320;
const HEIGHT = 220;
const MARGIN = { left: 50, right: 10, top: 8, bottom: 26 };

interface Props {
  path: Forecast;
  /** Lowest and highest value of the scale. */
  domain: readonly [number, number];
  label: string;
}

/** One forecast with its bands, and the outcome as far as it is known. */
export function ForecastChart({ path, domain, label }: Props) {
  const months = monthsOf(path);
  const last = Math.max(months.length - 1, 1);
  const width = WIDTH - MARGIN.left - MARGIN.right;
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const x = scaleLinear([0, last], [0, width]);
  const y = scaleLinear(domain, [height, 0]).nice(5);
  const whole = path.quantity === "lag_months";
  const xs = months.map((_, i) => x(i));
  const span = { first: 0, end: months.length };
  const { bands } = path;
  const known = path.observed.map((each, i) => (path.floor[i] ? null : each) ?? Number.NaN);
  const marks = [0, Math.round(last / 2), last].filter((i) => i < months.length);
  return (
    <div class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <g transform={`translate(${MARGIN.left},${MARGIN.top})`}>
          {y.ticks(5).map((tick) => (
            <g key={tick} class="axis" transform={`translate(0,${y(tick)})`}>
              <line x2={width} />
              <text x={-6} dy="0.32em" text-anchor="end">
                {value(path.quantity, tick)}
              </text>
            </g>
          ))}
          {marks.map((i) => (
            <g key={i} class="axis" transform={`translate(${xs[i]},${height})`}>
              <line class="domain" y2={4} />
              <text y={18} text-anchor={i === 0 ? "start" : i === last ? "end" : "middle"}>
                {shortMonth(months[i]!)}
              </text>
            </g>
          ))}
          <g class="series country">
            <path class="band-90" d={bandPath(bands["0.05"], bands["0.95"], xs, y, span, whole)} />
            <path class="band-50" d={bandPath(bands["0.25"], bands["0.75"], xs, y, span, whole)} />
            <path class="middle" d={linePath(bands["0.5"], xs, y, span, whole)} />
          </g>
          <path class="outcome" d={linePath(known, xs, y, span, true)} />
          {path.observed.map((each, i) =>
            each === null || (!path.floor[i] && months.length > 1) ? null : (
              <path
                key={months[i]}
                class="outcome floor"
                d={`M${xs[i]! - 4},${y(each) + 4}h8l-4,-7z`}
              />
            ),
          )}
        </g>
      </svg>
    </div>
  );
}

function shortMonth(month: string): string {
  const code = locale.value === "ko" ? "ko-KR" : "en-GB";
  return new Intl.DateTimeFormat(code, {
    year: "2-digit",
    month: "short",
    timeZone: "UTC",
  }).format(Date.parse(`${month}-01`));
}
