import { useId, useState } from "preact/hooks";
import { t } from "../i18n";
import { type FieldUnit, toField } from "./field";

interface Props {
  value: number;
  range: [number, number];
  unit: FieldUnit;
  label: string;
  say: (value: number) => string;
  onChange: (value: number) => void;
}

/** A number with its unit. What is being written stays as it is until the field is left. */
export function NumberField({ value, range, unit, label, say, onChange }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const mistake = draft === null ? "" : mistakeOf(draft, range, unit, say);
  const write = (text: string) => {
    setDraft(text);
    if (!mistakeOf(text, range, unit, say)) onChange(toValue(text, unit));
  };
  return (
    <span class="number-field">
      <input
        type="number"
        inputMode="decimal"
        step="any"
        aria-label={label}
        aria-invalid={mistake ? "true" : undefined}
        aria-describedby={mistake ? id : undefined}
        value={draft ?? toField(value, unit)}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
      <span class="unit" aria-hidden="true">
        {unit.label}
      </span>
      {mistake !== "" && (
        <span id={id} class="mistake" role="alert">
          {mistake}
        </span>
      )}
    </span>
  );
}

/** The value that a text stands for; twelve digits hide the error of dividing by a rate. */
function toValue(text: string, unit: FieldUnit): number {
  return Number((Number(text) * unit.factor).toPrecision(12));
}

function mistakeOf(
  text: string,
  [low, high]: [number, number],
  unit: FieldUnit,
  say: (value: number) => string,
): string {
  const value = toValue(text, unit);
  if (text.trim() === "" || !Number.isFinite(value)) {
    return t("levers.not_a_number", { example: toField((low + high) / 2, unit) });
  }
  if (value < low || value > high) {
    return t("levers.out_of_range", { low: say(low), high: say(high) });
  }
  return "";
}
