import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";
import type { Belief, ParameterRow, Quantiles } from "../../api/types";
import { pick, t } from "../../i18n";
import { amount, end } from "./amount";
import { focalFirst } from "./focal";
import { Ground } from "./Ground";

const WIDTH = 320;
const HEIGHT = 44;
const EDGE = 8;

/** What is believed of a parameter before and after history, country by country. */
export function Beliefs({ row, focal }: { row: ParameterRow; focal: string }) {
  const x = scaleOf(row);
  const one = row.beliefs.length === 1;
  return (
    <>
      <h2>{t("evidence.beliefs")}</h2>
      <p class="prose">{t("evidence.beliefs_lead")}</p>
      {focalFirst(row.beliefs, focal).map((belief) => (
        <article class="belief" key={belief.country}>
          {!one && <h3>{pick(belief.place)}</h3>}
          {!belief.fixed && <Drawing belief={belief} unit={row.unit} x={x} />}
          <p class="quantiles">
            {belief.fixed ? (
              <>
                {t("evidence.fixed")}: <strong>{amount(belief.prior["0.5"], row.unit, 4)}</strong>
              </>
            ) : (
              <>
                <span class="prior">{t("evidence.prior")}</span> {quantiles(belief.prior, row.unit)}
                <br />
                <span class="posterior">{t("evidence.posterior")}</span>{" "}
                {quantiles(belief.posterior!, row.unit)}
              </>
            )}
          </p>
          <details open={one || belief.country === focal}>
            <summary>
              {t("evidence.rests_on")}: {t(`evidence.grounds.${belief.ground}`)}
            </summary>
            {!one && belief.common && <p>{t("evidence.common_prior")}</p>}
            <Ground rests={belief} />
          </details>
        </article>
      ))}
    </>
  );
}

interface DrawingProps {
  belief: Belief;
  unit: string;
  x: ScaleContinuousNumeric<number, number>;
}

function Drawing({ belief, unit, x }: DrawingProps) {
  const label = t("evidence.belief_label", {
    place: pick(belief.place),
    prior: quantiles(belief.prior, unit),
    posterior: quantiles(belief.posterior!, unit),
  });
  return (
    <svg class="drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <Bar class="prior" of={belief.prior} x={x} y={14} />
      <Bar class="posterior" of={belief.posterior!} x={x} y={32} />
    </svg>
  );
}

interface BarProps {
  class: string;
  of: Quantiles;
  x: ScaleContinuousNumeric<number, number>;
  y: number;
}

/** A thin line for the middle 90%, a thick one for the middle half, a dot for the median. */
function Bar({ class: name, of, x, y }: BarProps) {
  return (
    <g class={name}>
      <line class="most" x1={x(of["0.05"])} x2={x(of["0.95"])} y1={y} y2={y} />
      <line class="half" x1={x(of["0.25"])} x2={x(of["0.75"])} y1={y} y2={y} />
      <circle cx={x(of["0.5"])} cy={y} r={4} />
    </g>
  );
}

/** One scale for all countries; what differs by factors is drawn on a logarithmic one. */
function scaleOf(row: ParameterRow): ScaleContinuousNumeric<number, number> {
  const drawn = row.beliefs.filter((belief) => !belief.fixed);
  const ends = drawn.flatMap(({ prior, posterior }) =>
    [prior, posterior!].flatMap((of) => [of["0.05"], of["0.95"]]),
  );
  const domain = [Math.min(...ends), Math.max(...ends)];
  const range = [EDGE, WIDTH - EDGE];
  return row.family === "lognormal" && domain[0]! > 0
    ? scaleLog(domain, range)
    : scaleLinear(domain, range);
}

function quantiles(of: Quantiles, unit: string): string {
  return t("evidence.quantiles", {
    middle: amount(of["0.5"], unit, 3),
    low: end(of["0.05"], unit, 3),
    high: end(of["0.95"], unit, 3),
  });
}
