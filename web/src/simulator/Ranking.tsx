import { useEffect, useRef, useState } from "preact/hooks";
import { postJson } from "../api/client";
import type { Meta, Ranking } from "../api/types";
import { pick, t } from "../i18n";
import { months, number, percent } from "../i18n/format";
import { canonical } from "../state/scenario";
import { history, setCountry } from "../state/store";
import { rested } from "./rest";

/** Further rest before the whole world is asked for, milliseconds: a move would have to wait for it. */
const REST = 750;
const WIDTH = 300;
const HEIGHT = 24;

/** The lags of all countries in the world of this state: pictures and the numbers behind them. */
export function RankingView({ meta }: { meta: Meta }) {
  const section = useRef<HTMLElement>(null);
  const [inView, setInView] = useState(false);
  const [found, setFound] = useState<{ ranking: Ranking; key: string } | null>(null);
  const present = history.value!.present;
  const key = canonical(present);

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) =>
      setInView(entry?.isIntersecting === true),
    );
    observer.observe(section.current!);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    // The first is ready before anybody scrolls to it; a later one waits until it is looked at.
    if (!(inView || found === null) || !rested.value || found?.key === key) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      postJson<Ranking>("/api/ranking", present, control.signal).then(
        (ranking) => setFound({ ranking, key }),
        () => {}, // the notices of the page tell of a lost server; the next rest asks again
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [inView, rested.value && key]);

  return (
    <section
      ref={section}
      class="ranking no-print"
      aria-labelledby="ranking-title"
      data-testid="ranking"
    >
      <h2 id="ranking-title">{t("ranking.title")}</h2>
      <p class="small">{t("ranking.hint", { year: present.by })}</p>
      {found ? (
        <Table
          ranking={found.ranking}
          meta={meta}
          focal={present.country}
          within={present.within}
          stale={found.key !== key}
        />
      ) : (
        <p class="small">{t("ranking.waiting")}</p>
      )}
    </section>
  );
}

interface TableProps {
  ranking: Ranking;
  meta: Meta;
  focal: string;
  within: number;
  stale: boolean;
}

function Table({ ranking, meta, focal, within, stale }: TableProps) {
  const sorted = [...ranking.countries].sort(
    (a, b) => a.lag_by["0.5"] - b.lag_by["0.5"] || a.lag_by["0.95"] - b.lag_by["0.95"],
  );
  const most = Math.max(12, ...sorted.map((each) => each.lag_by["0.95"]));
  const x = (value: number) => 6 + ((WIDTH - 12) * Math.max(value, 0)) / most;
  return (
    <table class={stale ? "stale" : ""}>
      <thead>
        <tr>
          <th scope="col">{t("ranking.country")}</th>
          <th scope="col" class="wide-only">
            {t("ranking.chart")}
          </th>
          <th scope="col">{t("ranking.in_race")}</th>
          <th scope="col">{t("ranking.joined")}</th>
          <th scope="col">{t("ranking.lag")}</th>
          <th scope="col" class="wide-only">
            {t("ranking.band")}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ code, in_race: inside, probability: joined, lag_by: lag }) => {
          const country = meta.countries.find((each) => each.code === code);
          const name = country ? pick(country.name) : code;
          return (
            <tr key={code} class={code === focal ? "focal" : ""}>
              <th scope="row">
                <button
                  type="button"
                  class="plain"
                  aria-pressed={code === focal}
                  aria-label={t("ranking.choose", { country: name })}
                  onClick={() => setCountry(code)}
                >
                  {name}
                </button>
              </th>
              <td class="wide-only">
                <svg
                  class={code === focal ? "series country" : "series world"}
                  viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                  aria-hidden="true"
                >
                  <rect
                    class="band-90"
                    x={x(lag["0.05"])}
                    y={7}
                    width={x(lag["0.95"]) - x(lag["0.05"])}
                    height={10}
                  />
                  <rect
                    class="band-50"
                    x={x(lag["0.25"])}
                    y={7}
                    width={x(lag["0.75"]) - x(lag["0.25"])}
                    height={10}
                  />
                  <line class="limit" x1={x(within)} x2={x(within)} y1={0} y2={HEIGHT} />
                  <circle class="mark" cx={x(lag["0.5"])} cy={12} r={5} />
                </svg>
              </td>
              <td>{percent(inside)}</td>
              <td>{percent(joined)}</td>
              <td>
                {months(lag["0.5"], 2)}
                <span class="small narrow-only">
                  {number(lag["0.05"], 2)} – {number(lag["0.95"], 2)}
                </span>
              </td>
              <td class="wide-only">
                {number(lag["0.05"], 2)} – {number(lag["0.95"], 2)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
