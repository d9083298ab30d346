import type { ComponentChildren } from "preact";
import type { Answer, Meta } from "../api/types";
import { buildChart, buildDifference, type Drawn } from "../charts/build";
import { ChartFrame } from "../charts/ChartFrame";
import { t } from "../i18n";
import { CHARTS, type ChartName } from "../state/charts";
import { chart, compare, compared, differs, ghost, setChart, settled } from "../state/store";
import { Choice } from "../ui/Choice";
import { Progress } from "./Answer";
import { stateAddress } from "./address";
import { sceneName } from "./names";

/** The chart of the reader's choice, the lag beside it, and the difference from another policy. */
export function Charts({ meta, answer }: { meta: Meta; answer: Answer }) {
  const name = chart.value;
  const drawn = useDrawn(meta, answer);
  const beside: ChartName = name === "lag" ? "capability" : "lag";
  const difference = buildDifference(name, drawn);
  const picked = buildChart(name, drawn);
  return (
    <div class="charts">
      <div class="chart-head no-print">
        <Choice
          label={t("chart.picker")}
          value={name}
          options={CHARTS.map((each) => ({ value: each, label: t(`chart.${each}.short`) }))}
          testid="chart-picker"
          onChange={setChart}
        />
        <Progress answer={answer} />
      </div>
      <ChartFrame
        spec={picked}
        panelHeight={picked.panels.length > 1 ? 200 : 300}
        addresses={addresses(name)}
      />
      <ChartFrame
        spec={buildChart(beside, drawn)}
        panelHeight={300}
        addresses={addresses(beside)}
      />
      {difference && (
        <Following>
          <ChartFrame spec={difference} panelHeight={200} addresses={addresses(name)} />
        </Following>
      )}
    </div>
  );
}

/** What follows when the levers rest, and is faint until then. */
function Following({ children }: { children: ComponentChildren }) {
  return <div class={settled.value ? "" : "stale"}>{children}</div>;
}

/** What the charts are drawn from: the answer, the one before, and the comparison if it fits. */
export function useDrawn(meta: Meta, answer: Answer): Drawn {
  const other = compare.value;
  const difference = differs.value ? (compared.value?.difference ?? null) : null;
  return {
    meta,
    answer,
    ghost: ghost.value,
    difference,
    otherName: other ? sceneName(other, meta) : null,
  };
}

function addresses(name: ChartName): () => { embed: string; page: string } {
  return () => {
    const state = stateAddress({ chart: name }) ?? "";
    return { embed: `${location.origin}/embed${state}`, page: `${location.origin}/${state}` };
  };
}
