import { month } from "../i18n/format";
import type { ChartSpec } from "./spec";

interface Line {
  key: string;
  label: string;
  middle: string;
  band?: string;
}

/** The values at the month that is pointed at; where there is one value a year, those of its year. */
export function Readout({ spec, index }: { spec: ChartSpec; index: number }) {
  const yearly = spec.panels.every((panel) => panel.series.length === 0);
  const at = yearly ? spec.months.indexOf(`${spec.months[index]?.slice(0, 4)}-12`) : index;
  const name = spec.months[at];
  if (!name) return null;
  return (
    <div
      class={index > spec.months.length / 2 ? "readout" : "readout right"}
      data-testid={`readout-${spec.name}`}
      aria-hidden="true"
    >
      <strong>{month(name)}</strong>
      <ul>
        {linesAt(spec, at).map(({ key, label, middle, band }) => (
          <li key={key}>
            {label}: <b>{middle}</b>
            {band && ` (${band})`}
          </li>
        ))}
      </ul>
    </div>
  );
}

function linesAt(spec: ChartSpec, index: number): Line[] {
  return spec.panels.flatMap((panel) => {
    const lines: Line[] = [];
    if (index >= panel.first) {
      for (const { name, label, bands } of panel.series) {
        lines.push({
          key: panel.name + name,
          label,
          middle: panel.say(bands["0.5"][index]!),
          band: `${panel.say(bands["0.05"][index]!)} – ${panel.say(bands["0.95"][index]!)}`,
        });
      }
    }
    for (const { name, label, points } of panel.marks ?? []) {
      const point = points.find((each) => each.index === index);
      if (point) lines.push({ key: name, label, middle: panel.say(point.value) });
    }
    const { stack } = panel;
    const bar = stack?.bars.find((each) => each.index === index);
    bar?.shares.forEach((share, i) => {
      lines.push({ key: stack!.labels[i]!, label: stack!.labels[i]!, middle: panel.say(share) });
    });
    return lines;
  });
}
