import { month } from "../i18n/format";
import type { ChartSpec } from "./spec";

/** The values at the month that the pointer is on. */
export function Readout({ spec, index }: { spec: ChartSpec; index: number }) {
  const name = spec.months[index];
  if (!name) return null;
  return (
    <div class="readout" aria-hidden="true">
      <strong>{month(name)}</strong>
      <ul>
        {spec.panels.flatMap((panel) =>
          panel.series
            .filter(() => index >= panel.first)
            .map(({ name, label, tone, bands }) => (
              <li key={panel.name + name} class={tone}>
                {label}: <b>{panel.say(bands["0.5"][index]!)}</b> (
                {panel.say(bands["0.05"][index]!)} – {panel.say(bands["0.95"][index]!)})
              </li>
            )),
        )}
      </ul>
    </div>
  );
}
