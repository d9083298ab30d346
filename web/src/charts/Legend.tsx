import { flow, type Point } from "./geometry";
import { textWidth } from "./measure";
import type { ChartSpec } from "./spec";

interface Item {
  label: string;
  kind: string;
}

const SWATCH = 26;
const GAP = 16;
const ROW = 20;

/** What each line is, told by its colour, its dash and its name. */
export function Legend({ items, places }: { items: readonly Item[]; places: readonly Point[] }) {
  return (
    <g class="legend">
      {items.map((item, i) => (
        <g
          key={item.kind + item.label}
          class={`series ${item.kind}`}
          transform={`translate(${places[i]!.x},${places[i]!.y})`}
        >
          <line class={line(item.kind)} x2={SWATCH - 6} y1={ROW / 2} y2={ROW / 2} />
          <text x={SWATCH} y={ROW / 2 + 4}>
            {item.label}
          </text>
        </g>
      ))}
    </g>
  );
}

Legend.layout = (items: readonly Item[], width: number) =>
  flow(
    items.map((item) => SWATCH + textWidth(item.label)),
    GAP,
    ROW,
    width,
  );

export function legendItems(spec: ChartSpec): Item[] {
  const items: Item[] = [];
  for (const panel of spec.panels) {
    // Where every panel has one series, the panels' titles say what it is.
    if (panel.series.length < 2) continue;
    for (const series of panel.series) items.push({ label: series.label, kind: series.tone });
  }
  if (spec.ghostLabel) items.push({ label: spec.ghostLabel, kind: "ghost-key" });
  if (spec.otherLabel) items.push({ label: spec.otherLabel, kind: "other-key" });
  return items;
}

function line(kind: string): string {
  return kind === "ghost-key" ? "ghost" : kind === "other-key" ? "other" : "middle";
}
