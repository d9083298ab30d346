import { scaleLinear } from "d3-scale";
import type { Calibration, TrackRecord } from "../../api/types";
import { t } from "../../i18n";
import { number, percent } from "../../i18n/format";
import { Scrolling } from "../Scrolling";
import { quantityName } from "./words";

const SIZE = 250;
const MARGIN = { left: 48, right: 12, top: 8, bottom: 42 };

/** How the outcomes lie within their forecasts. */
export function Calibrations({ record }: { record: TrackRecord }) {
  return (
    <section aria-labelledby="calibration">
      <h2 id="calibration">{t("track_record.calibration")}</h2>
      <p class="prose">{t("track_record.calibration_lead")}</p>
      <div class="panels">
        {record.calibration.map((each) => (
          <figure key={each.quantity}>
            <figcaption>{quantityName(each.quantity)}</figcaption>
            <Plot calibration={each} />
          </figure>
        ))}
      </div>
      <details>
        <summary>{t("track_record.table")}</summary>
        <Scrolling label={`${t("track_record.calibration")}: ${t("track_record.table")}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("track_record.quantity")}</th>
                <th scope="col">{t("track_record.months")}</th>
                {record.calibration[0]?.levels.map((level) => (
                  <th key={level} scope="col">
                    {percent(level)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {record.calibration.map((each) => (
                <tr key={each.quantity}>
                  <th scope="row">{quantityName(each.quantity)}</th>
                  <td>{each.count}</td>
                  {each.below.map((share, i) => (
                    <td key={each.levels[i]}>{percent(share)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </section>
  );
}

function Plot({ calibration }: { calibration: Calibration }) {
  const { quantity, count, levels, below } = calibration;
  const width = SIZE - MARGIN.left - MARGIN.right;
  const height = SIZE - MARGIN.top - MARGIN.bottom;
  const x = scaleLinear([0, 1], [0, width]);
  const y = scaleLinear([0, 1], [height, 0]);
  const points = levels.map((level, i) => [x(level), y(below[i]!)] as const);
  const label = t("track_record.calibration_label", {
    quantity: quantityName(quantity),
    count: number(count),
  });
  return (
    <div class="chart calibration">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
        <g transform={`translate(${MARGIN.left},${MARGIN.top})`}>
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <g key={tick} class="axis">
              <line x2={width} y1={y(tick)} y2={y(tick)} />
              <text x={-6} y={y(tick)} dy="0.32em" text-anchor="end">
                {percent(tick)}
              </text>
              <text x={x(tick)} y={height + 16} text-anchor="middle">
                {percent(tick)}
              </text>
            </g>
          ))}
          <text class="axis-title" x={width / 2} y={height + 34} text-anchor="middle">
            {t("track_record.level")}
          </text>
          <line class="diagonal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          <g class="series country">
            <path class="middle" d={`M${points.map((point) => point.join(",")).join("L")}`} />
            {points.map(([left, top]) => (
              <circle key={left} class="mark" cx={left} cy={top} r={3.5} />
            ))}
          </g>
        </g>
      </svg>
    </div>
  );
}
