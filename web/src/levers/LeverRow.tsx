import { useSignal } from "@preact/signals";
import type { Schedule } from "../api/request";
import type { Lever } from "../api/types";
import { pick, t } from "../i18n";
import { percent, quantity } from "../i18n/format";
import { inHand } from "../state/ahead";
import { setLever } from "../state/store";
import { Drawer } from "./Drawer";
import { fieldUnit } from "./field";
import { NumberField } from "./NumberField";
import { sliderOf, statusOf } from "./slider";

interface Props {
  lever: Lever;
  country: string;
  value: number;
  /** The value before anyone moves it, and what that is called. */
  resting: number;
  /** How it changes later while nobody moves it. */
  later: Schedule;
  restingKey: "today" | "resting";
  changed: boolean;
  /** The largest value beside the other levers. */
  room: number;
}

/** One lever: its name, number, slider, status words, reset and drawer. */
export function LeverRow(props: Props) {
  const { lever, country, value, resting, later, restingKey, changed, room } = props;
  const slider = sliderOf(lever);
  const full = room < lever.range[1] && changed && value >= room;
  // State of a hook would draw the row anew with every other lever.
  const open = useSignal(false);
  const id = `lever-${lever.name}`;
  const said = quantity(value, lever.unit, lever.range);
  const status = statusText(lever, value);
  const unit = fieldUnit(lever);
  const label = pick(lever.label);
  const scheduled = Object.keys(later).length > 0;
  return (
    <div class={changed ? "lever changed" : "lever"} data-testid={id}>
      <div class="lever-head">
        <label for={id}>{label}</label>
        <NumberField
          value={value}
          range={lever.range}
          unit={unit}
          label={t("levers.field", { lever: label, unit: unit.label })}
          say={(each) => quantity(each, lever.unit, lever.range)}
          onChange={(next) => setLever(lever, next)}
        />
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={slider.positions}
        step={1}
        value={slider.positionOf(value)}
        aria-valuetext={status ? `${said}, ${status}` : said}
        onInput={(event) => {
          const input = event.currentTarget;
          const next = Math.min(slider.valueAt(input.valueAsNumber), room);
          setLever(lever, next, true);
          // A thumb that was pushed past the room goes back by itself: the value has not changed.
          input.valueAsNumber = slider.positionOf(next);
        }}
        // A key that moved the slider, or led to it, is let go of here.
        onKeyUp={() => {
          inHand.value = lever;
        }}
        onBlur={() => {
          inHand.value = null;
        }}
      />
      <div class="lever-foot">
        <span class="status">
          <b>{said}</b>
          {status && <> - {status}</>}
        </span>
        {changed && (
          <button
            type="button"
            class="plain"
            aria-label={t("levers.reset_this", { lever: label })}
            onClick={() => setLever(lever, null)}
          >
            {t("levers.reset")}
          </button>
        )}
        <button
          type="button"
          class="plain"
          aria-expanded={open.value}
          aria-controls={`${id}-drawer`}
          aria-label={t("levers.about_this", { lever: label })}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {t("levers.about")}
        </button>
      </div>
      {(changed || scheduled) && (
        <p class="small" data-testid={`${id}-resting`}>
          {t(`levers.${restingKey}`, { value: pathText(lever, resting, later) })}
        </p>
      )}
      {full && (
        <p class="small" role="status">
          {t("levers.no_room", { others: percent(1 - room) })}
        </p>
      )}
      <div id={`${id}-drawer`}>{open.value && <Drawer lever={lever} country={country} />}</div>
    </div>
  );
}

/** A value and those that follow it later. */
export function pathText(lever: Lever, value: number, later: Schedule): string {
  const say = (each: number) => quantity(each, lever.unit, lever.range);
  const steps = Object.entries(later).map(([year, each]) =>
    t("levers.from_year", { value: say(each), year }),
  );
  return [say(value), ...steps].join("; ");
}

function statusText(lever: Lever, value: number): string {
  const status = statusOf(lever, value);
  const word = (i: number) => pick(lever.words[i]!.label);
  if (status === null) return "";
  if (status.kind === "between") {
    return t("levers.between", { low: word(status.low), high: word(status.high) });
  }
  return t(`levers.${status.kind}`, { word: word(status.word) });
}
