import type { Forecast, TrackRecord } from "../../api/types";
import { pick, t } from "../../i18n";
import { month } from "../../i18n/format";
import { Choice } from "../../ui/Choice";
import { date } from "../dates";
import { useQuery } from "../query";
import { Scrolling } from "../Scrolling";
import { ForecastChart } from "./ForecastChart";
import { QUANTITIES, type Quantity } from "./kinds";
import { lastTold, monthsOf, pathOf } from "./lookup";
import { quantityName, value } from "./words";

/** The forecasts of one quantity of one country from every date, and what came. */
export function Forecasts({ record }: { record: TrackRecord }) {
  const codes = record.countries.map(({ code }) => code);
  const [country, setCountry] = useQuery("country", "KR", codes);
  const [chosen, setQuantity] = useQuery("quantity", QUANTITIES[0], QUANTITIES);
  const quantity = chosen as Quantity;
  const name = pick(record.countries.find(({ code }) => code === country)!.name);
  const paths = record.origins
    .map(({ origin }) => pathOf(record, origin, country, quantity))
    .filter((path) => path !== undefined);
  const onFile = record.on_file.flatMap((filed) => {
    const path = pathOf(filed, filed.origin, country, quantity);
    return path ? [{ path, made: filed.made }] : [];
  });
  const panels = [...paths.map((path) => ({ path, made: undefined })), ...onFile];
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
      {panels.length === 0 && <p>{t("track_record.none")}</p>}
      <div class="panels">
        {panels.map(({ path, made }) => (
          <Panel
            key={path.origin}
            path={path}
            made={made}
            domain={extent(made ? [path] : paths)}
            label={t("track_record.chart_label", {
              quantity: quantityName(quantity),
              country: name,
              date: date(path.origin),
            })}
          />
        ))}
      </div>
      <Table paths={panels.map(({ path }) => path)} />
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
  /** The day on which it was put on file, unless it was made afterwards. */
  made: string | undefined;
  domain: readonly [number, number];
  label: string;
}

function Panel({ path, made, domain, label }: PanelProps) {
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
        {made
          ? t("track_record.filed", { date: date(path.origin), made: date(made) })
          : t("track_record.data_to", { date: date(path.origin) })}
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
