import { flow, type Point, shade } from "./geometry";
import { textWidth } from "./measure";
import type { ChartSpec } from "./spec";

interface Item {
  label: string;
  kind: string;
  /** Strength of the colour of a part of a bar. */
  shade?: number;
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
          {item.shade === undefined ? (
            <line class={line(item.kind)} x2={SWATCH - 6} y1={ROW / 2} y2={ROW / 2} />
          ) : (
            <rect
              class="part"
              width={SWATCH - 8}
              height={12}
              y={ROW / 2 - 6}
              fill-opacity={item.shade}
            />
          )}
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
    for (const marks of panel.marks ?? []) items.push({ label: marks.label, kind: marks.tone });
    const parts = panel.stack?.labels ?? [];
    parts.forEach((label, i) => {
      items.push({ label, kind: "country", shade: shade(i, parts.length) });
    });
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
