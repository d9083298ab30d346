import { useEffect, useState } from "preact/hooks";
import { postJson } from "../../api/client";
import type { Answer, Forecast, TrackRecord } from "../../api/types";
import { pick, t } from "../../i18n";
import { month } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { date, monthOf } from "../dates";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { ForecastChart } from "./ForecastChart";
import { QUANTITIES, type Quantity } from "./kinds";
import { lastTold, monthsOf, pathOf } from "./lookup";
import { quantityName, value } from "./words";

/** Months of the forecast that waits for its outcome. */
const AHEAD = 24;

/** The forecasts of one quantity of one country from every date, and what came. */
export function Forecasts({ record }: { record: TrackRecord }) {
  const codes = record.countries.map(({ code }) => code);
  const [country, setCountry] = useQuery("country", "KR", codes);
  const [chosen, setQuantity] = useQuery("quantity", QUANTITIES[0], QUANTITIES);
  const quantity = chosen as Quantity;
  const name = pick(record.countries.find(({ code }) => code === country)!.name);
  const waiting = useWaiting(country, quantity);
  const paths = record.origins
    .map(({ origin }) => pathOf(record, origin, country, quantity))
    .filter((path) => path !== undefined);
  const shown = typeof waiting === "string" ? paths : [...paths, waiting];
  const domain = extent(paths);
  return (
    <section aria-labelledby="forecasts">
      <h2 id="forecasts">{t("track_record.forecasts")}</h2>
      <div class="choices">
        <Choice
          label={t("track_record.country")}
          value={country}
          options={record.countries.map(({ code, name }) => ({ value: code, label: pick(name) }))}
          onChange={setCountry}
        />
        <Choice
          label={t("track_record.quantity")}
          value={quantity}
          options={QUANTITIES.map((each) => ({ value: each, label: quantityName(each) }))}
          onChange={setQuantity}
        />
      </div>
      <Key floors={paths.some((path) => path.floor.includes(true))} />
      {paths.length === 0 && <p>{t("track_record.none")}</p>}
      <div class="panels">
        {shown.map((path) => (
          <Panel
            key={path.origin}
            path={path}
            domain={path === waiting ? extent([path]) : domain}
            waiting={path === waiting}
            label={t("track_record.chart_label", {
              quantity: quantityName(quantity),
              country: name,
              date: date(path.origin),
            })}
          />
        ))}
        {waiting === "asked" && <p role="status">{t("resource.waiting")}</p>}
      </div>
      <Table paths={shown} />
    </section>
  );
}

function Key({ floors }: { floors: boolean }) {
  return (
    <ul class="key small">
      <li class="band-90">{t("track_record.key_band_90")}</li>
      <li class="band-50">{t("track_record.key_band_50")}</li>
      <li class="median">{t("track_record.key_median")}</li>
      <li class="outcome">{t("track_record.key_outcome")}</li>
      {floors && <li class="floor">{t("track_record.key_floor")}</li>}
    </ul>
  );
}

interface PanelProps {
  path: Forecast;
  domain: readonly [number, number];
  waiting: boolean;
  label: string;
}

function Panel({ path, domain, waiting, label }: PanelProps) {
  const last = lastTold(path);
  const said = {
    month: month(last.month),
    low: value(path.quantity, last.low),
    middle: value(path.quantity, last.middle),
    high: value(path.quantity, last.high),
  };
  const { observed } = last;
  const inside = observed !== null && observed >= last.low && observed <= last.high;
  return (
    <figure>
      <figcaption>
        {t(waiting ? "track_record.waiting" : "track_record.data_to", { date: date(path.origin) })}
      </figcaption>
      <ForecastChart path={path} domain={domain} label={label} />
      <p class="small">
        {observed === null
          ? t("track_record.verdict_waiting", said)
          : t(inside ? "track_record.verdict_inside" : "track_record.verdict_outside", {
              ...said,
              observed: value(path.quantity, observed),
            })}
      </p>
    </figure>
  );
}

function Table({ paths }: { paths: Forecast[] }) {
  return (
    <details>
      <summary>{t("track_record.table")}</summary>
      <Scrolling label={`${t("track_record.forecasts")}: ${t("track_record.table")}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("track_record.data")}</th>
              <th scope="col">{t("track_record.month")}</th>
              {["5%", "25%", "50%", "75%", "95%"].map((level) => (
                <th key={level} scope="col">
                  {level}
                </th>
              ))}
              <th scope="col">{t("track_record.observed")}</th>
            </tr>
          </thead>
          <tbody>
            {paths.flatMap((path) =>
              monthsOf(path).map((each, i) => (
                <tr key={path.origin + each}>
                  <td>{date(path.origin)}</td>
                  <td>{month(each)}</td>
                  {Object.values(path.bands).map((values, level) => (
                    <td key={level}>{value(path.quantity, values[i]!)}</td>
                  ))}
                  <td>{outcome(path, i)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scrolling>
    </details>
  );
}

function outcome(path: Forecast, index: number): string {
  const observed = path.observed[index];
  if (observed === null || observed === undefined) return "–";
  return `${path.floor[index] ? "≥ " : ""}${value(path.quantity, observed)}`;
}

/** Lowest and highest value that the panels show. */
function extent(paths: Forecast[]): [number, number] {
  const values = paths.flatMap((path) => [
    ...path.bands["0.05"],
    ...path.bands["0.95"],
    ...path.observed.filter((each) => each !== null),
  ]);
  return [Math.min(...values), Math.max(...values)];
}

/** The forecast from the end of today's evidence. */
function useWaiting(country: string, quantity: Quantity): Forecast | "asked" | "failed" {
  const [path, setPath] = useState<Forecast | "asked" | "failed">("asked");
  useEffect(() => {
    const control = new AbortController();
    setPath("asked");
    const output = quantity === "best_eci" ? "capability_eci" : quantity;
    postJson<Answer>("/api/simulate", { country, outputs: [output] }, control.signal).then(
      (answer) => setPath(ahead(answer, country, quantity, output)),
      // The past stands without it: a server that is busy costs this panel alone.
      () => !control.signal.aborted && setPath("failed"),
    );
    return () => control.abort();
  }, [country, quantity]);
  return path;
}

function ahead(answer: Answer, country: string, quantity: Quantity, output: string): Forecast {
  const start = answer.months.indexOf(answer.as_of) + 1;
  const cut = (values: number[]) => values.slice(start, start + AHEAD);
  const bands = answer.series[output]!;
  const [year, number] = answer.as_of.split("-").map(Number) as [number, number];
  return {
    origin: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10),
    country,
    quantity,
    first: monthOf(answer.months[start]!),
    bands: {
      "0.05": cut(bands["0.05"]),
      "0.25": cut(bands["0.25"]),
      "0.5": cut(bands["0.5"]),
      "0.75": cut(bands["0.75"]),
      "0.95": cut(bands["0.95"]),
    },
    observed: Array(AHEAD).fill(null),
    floor: Array(AHEAD).fill(false),
    crps: Array(AHEAD).fill(null),
  };
}
