import type { Meta, Shock, ShockSetting } from "../api/types";
import { pick, t } from "../i18n";
import { month, percent, quantity } from "../i18n/format";
import { restingShock } from "../state/scenario";
import { setShock } from "../state/store";

interface Props {
  shock: Shock;
  policy: readonly string[];
  choice: ShockSetting | undefined;
  meta: Meta;
}

const STEPS = 20;
const LONGEST = 120;

/** One shock: left to chance, or set with probability, date, length and strength. */
export function ShockRow({ shock, policy, choice, meta }: Props) {
  const on = choice !== undefined;
  const resting = restingShock(shock, policy, meta);
  const value = { ...resting, ...choice };
  const id = `shock-${shock.name}`;
  const change = (part: object, dragging = false) =>
    setShock(shock.name, { ...choice, ...part }, dragging);
  const [from, until] = resting.window;
  const words = {
    probability: percent(resting.probability),
    from: month(from),
    until: month(until),
  };
  const turn = (next: boolean) => {
    // Switched on, a shock happens, at the turn of the year.
    const when = `${Number(meta.as_of.slice(0, 4)) + 1}-01`;
    setShock(shock.name, next ? { ...resting, probability: 1, window: [when, when] } : null);
  };
  return (
    <div class={on ? "lever changed" : "lever"} data-testid={id}>
      <label class="switch" for={id}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          aria-describedby={`${id}-says`}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <span>{pick(shock.label)}</span>
      </label>
      <p class="small" id={`${id}-says`}>
        {on
          ? t("levers.shock_set")
          : t(from === until ? "levers.shock_rest_fixed" : "levers.shock_rest", words)}
        . {pick(shock.what)}
      </p>
      {on && (
        <div class="shock-fields">
          <Range
            id={`${id}-probability`}
            label={t("levers.probability")}
            min={0}
            max={1}
            step={0.05}
            value={value.probability}
            say={percent(value.probability)}
            onInput={(probability) => change({ probability }, true)}
          />
          <Range
            id={`${id}-severity`}
            label={t("levers.severity")}
            min={shock.range[0]}
            max={shock.range[1]}
            step={(shock.range[1] - shock.range[0]) / STEPS}
            value={value.severity}
            say={quantity(value.severity, shock.unit)}
            onInput={(severity) => change({ severity }, true)}
          />
          <label>
            {t("levers.date")}
            <input
              type="month"
              value={value.window[0]}
              min={nextMonth(meta.as_of)}
              max={meta.last_month}
              onChange={(event) => {
                const when = event.currentTarget.value;
                // Some browsers take any text here.
                const legal = /^\d{4}-(0[1-9]|1[0-2])$/.test(when);
                if (legal && when > meta.as_of && when <= meta.last_month) {
                  change({ window: [when, when] });
                } else event.currentTarget.value = value.window[0];
              }}
            />
          </label>
          <label>
            {t("levers.duration")}
            <input
              type="number"
              min={1}
              max={LONGEST}
              step={1}
              value={value.duration}
              onChange={(event) => {
                const { valueAsNumber, validity } = event.currentTarget;
                if (validity.valid) change({ duration: valueAsNumber });
              }}
            />
          </label>
        </div>
      )}
    </div>
  );
}

interface RangeProps {
  id: string;
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  say: string;
  onInput: (value: number) => void;
}

function Range({ id, label, say, onInput, ...shape }: RangeProps) {
  return (
    <div class="wide">
      <label for={id}>
        {label}: <b>{say}</b>
      </label>
      <input
        id={id}
        type="range"
        {...shape}
        aria-valuetext={say}
        onInput={(event) => onInput(Number(event.currentTarget.valueAsNumber.toPrecision(6)))}
      />
    </div>
  );
}

function nextMonth(name: string): string {
  const [year, index] = name.split("-").map(Number) as [number, number];
  return index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
}
