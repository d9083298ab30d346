import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Answer, Meta } from "../api/types";
import { buildChart, buildDifference, type Drawn } from "../charts/build";
import { ChartFrame } from "../charts/ChartFrame";
import { t } from "../i18n";
import { CHARTS, type ChartName } from "../state/charts";
import { same } from "../state/scenario";
import { chart, compare, compared, differs, ghost, setChart } from "../state/store";
import { Choice } from "../ui/Choice";
import { Progress } from "./Answer";
import { stateAddress } from "./address";
import { sceneName } from "./names";
import { rested } from "./rest";

/** The chart of the reader's choice, the lag beside it, and the difference from another policy. */
export function Charts({ meta, answer }: { meta: Meta; answer: Answer }) {
  const name = chart.value;
  const drawn = useDrawn(meta, answer);
  const beside: ChartName = name === "lag" ? "capability" : "lag";
  const picked = buildChart(name, drawn);
  return (
    <div class="charts">
      <div class="chart-head no-print">
        <Picker name={name} />
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
      <DifferenceChart meta={meta} />
    </div>
  );
}

function Picker({ name }: { name: ChartName }) {
  return (
    <Choice
      label={t("chart.picker")}
      value={name}
      options={CHARTS.map((each) => ({ value: each, label: t(`chart.${each}.short`) }))}
      testid="chart-picker"
      onChange={setChart}
    />
  );
}

/** The difference as it was last compared. It follows when the levers rest, and is faint until then. */
function DifferenceChart({ meta }: { meta: Meta }) {
  const name = chart.value;
  const found = compared.value;
  const spec = found && buildDifference(name, drawnFrom(meta, found, null));
  return (
    spec && (
      <Following>
        <ChartFrame spec={spec} panelHeight={200} addresses={addresses(name)} />
      </Following>
    )
  );
}

function Following({ children }: { children: ComponentChildren }) {
  return <div class={rested.value ? "" : "stale"}>{children}</div>;
}

/** What the charts are drawn from: the answer, the one before, and the comparison if it fits. */
export function useDrawn(meta: Meta, answer: Answer): Drawn {
  const drawn = drawnFrom(meta, answer, ghost.value);
  const { difference } = drawn;
  // After the first change the answer before it is that of the compared policy: one line is enough.
  const twins = useMemo(() => {
    const before = ghost.value?.series.lag_months;
    const other = difference?.other.series.lag_months;
    return before && other && same(before, other);
  }, [ghost.value, difference]);
  return twins ? { ...drawn, ghost: null } : drawn;
}

function drawnFrom(meta: Meta, answer: Answer, before: Answer | null): Drawn {
  const other = compare.value;
  return {
    meta,
    answer,
    ghost: before,
    difference: differs.value ? (compared.value?.difference ?? null) : null,
    otherName: other ? sceneName(other, meta) : null,
  };
}

function addresses(name: ChartName): () => { embed: string; page: string } {
  return () => {
    const state = stateAddress({ chart: name }) ?? "";
    return { embed: `${location.origin}/embed${state}`, page: `${location.origin}/${state}` };
  };
}
