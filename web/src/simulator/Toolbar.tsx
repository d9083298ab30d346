import { useEffect, useState } from "preact/hooks";
import type { Scene } from "../api/request";
import type { Meta, Policy } from "../api/types";
import { pick, t } from "../i18n";
import {
  COMPUTE_UNITS,
  type ComputeUnit,
  CURRENCIES,
  type Currency,
  computeUnit,
  currency,
} from "../i18n/display";
import { isPlain, same, sceneOf, TODAY } from "../state/scenario";
import {
  compare,
  history,
  preview,
  redoStep,
  replay,
  scenario,
  setCompare,
  setScene,
  undoStep,
} from "../state/store";
import { Choice } from "../ui/Choice";
import { sceneName } from "./names";
import { forget, save, saved } from "./saved";

/** Policies to start from and to compare with, and the steps taken so far. */
export function Toolbar({ meta }: { meta: Meta }) {
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <section class="toolbar no-print" aria-label={t("tools.label")}>
      <Policies meta={meta} />
      <div class="buttons">
        <Steps />
        <Save />
      </div>
    </section>
  );
}

function Policies({ meta }: { meta: Meta }) {
  const now = scenario.value!;
  const other = compare.value;
  const scene = sceneOf(now);
  return (
    <div class="controls">
      <PolicyMenu
        label={t("tools.policy")}
        testid="policy"
        meta={meta}
        country={now.country}
        chosen={choiceOf(scene, now.country, meta)}
        name={sceneName(scene, meta)}
        onChoose={setPolicy}
      />
      <PolicyMenu
        label={t("tools.compare")}
        testid="compare"
        meta={meta}
        country={now.country}
        chosen={other ? choiceOf(other, now.country, meta) : "off"}
        name={other ? sceneName(other, meta) : ""}
        off
        onChoose={setCompare}
      />
    </div>
  );
}

function setPolicy(scene: Scene | null): void {
  if (scene) setScene(scene);
}

function Steps() {
  const steps = history.value;
  const scene = sceneOf(scenario.value!);
  return (
    <>
      <button type="button" disabled={!steps?.past.length} onClick={undoStep}>
        <span aria-hidden="true">↶</span> {t("tools.undo")}
      </button>
      <button type="button" disabled={!steps?.future.length} onClick={redoStep}>
        <span aria-hidden="true">↷</span> {t("tools.redo")}
      </button>
      <button
        type="button"
        disabled={!steps?.past.length || preview.value !== null}
        onClick={() => void replay(matchMedia("(prefers-reduced-motion: reduce)").matches)}
      >
        <span aria-hidden="true">▷</span> {t("tools.replay")}
      </button>
      <button
        type="button"
        disabled={isPlain(scene)}
        onClick={() => setScene({ ...TODAY, policy: scene.policy })}
      >
        {t("tools.reset")}
      </button>
    </>
  );
}

function onKey(event: KeyboardEvent): void {
  const writing = (event.target as Element | null)?.matches?.(
    "input[type=number], input[type=text], textarea",
  );
  if (writing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undoStep();
  else if (key === "y" || (key === "z" && event.shiftKey)) redoStep();
  else return;
  event.preventDefault();
}

interface MenuProps {
  label: string;
  testid: string;
  meta: Meta;
  country: string;
  chosen: string;
  /** What a choice is called that is in no list. */
  name: string;
  off?: boolean;
  onChoose: (scene: Scene | null) => void;
}

/** Values of the menu: `off`, `policy:NAME`, `saved:NAME`, or `custom` for what is none of them. */
function PolicyMenu({ label, testid, meta, country, chosen, name, off, onChoose }: MenuProps) {
  const choose = (value: string) => {
    const [kind, ...rest] = value.split(":");
    const name = rest.join(":");
    if (kind === "off") onChoose(null);
    else if (kind === "policy") onChoose({ ...TODAY, policy: [name] });
    else onChoose(saved.value.find((each) => each.name === name)!.scene);
  };
  return (
    <label>
      {label}
      <select
        value={chosen}
        data-testid={testid}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {off && <option value="off">{t("tools.compare_off")}</option>}
        {chosen === "custom" && <option value="custom">{name}</option>}
        <optgroup label={t("tools.policies")}>
          {policiesOf(country, meta).map((policy) => (
            <option key={policy.name} value={`policy:${policy.name}`}>
              {pick(policy.label)}
            </option>
          ))}
        </optgroup>
        {saved.value.length > 0 && (
          <optgroup label={t("tools.saved")}>
            {saved.value.map((each) => (
              <option key={each.name} value={`saved:${each.name}`}>
                {each.name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}

function policiesOf(country: string, meta: Meta): Policy[] {
  return meta.policies.filter((each) => each.country === null || each.country === country);
}

/** The value of the menu that stands for a policy. */
function choiceOf(scene: Scene, country: string, meta: Meta): string {
  const [name, ...more] = scene.policy;
  const shipped = policiesOf(country, meta).some((each) => each.name === name);
  if (shipped && more.length === 0 && isPlain(scene)) return `policy:${name}`;
  const mine = saved.value.find((each) => same(scene, each.scene));
  return mine ? `saved:${mine.name}` : "custom";
}

const LONGEST_NAME = 60;

function Save() {
  const [name, setName] = useState("");
  const [told, setTold] = useState("");
  const keep = (event: Event) => {
    event.preventDefault();
    const short = name.trim();
    if (short === "") return;
    setTold(
      save(short, sceneOf(scenario.value!))
        ? t("tools.saved_as", { name: short })
        : t("tools.save_failed"),
    );
  };
  return (
    <details class="menu">
      <summary class="button">{t("tools.save")}</summary>
      <form class="panel" onSubmit={keep}>
        <label>
          {t("tools.save_name")}
          <input
            type="text"
            required
            maxLength={LONGEST_NAME}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit">{t("tools.save_do")}</button>
        <p role="status">{told}</p>
        {saved.value.map((each) => (
          <button type="button" class="plain" key={each.name} onClick={() => forget(each.name)}>
            {t("tools.delete", { name: each.name })}
          </button>
        ))}
      </form>
    </details>
  );
}

/** In which currency and unit of compute amounts are shown; no answer depends on it. */
export function DisplaySwitch() {
  const currencies: Record<Currency, string> = { USD: t("tools.usd"), KRW: t("tools.krw") };
  const units: Record<ComputeUnit, string> = {
    H100e: t("tools.h100e"),
    EFLOPS: t("tools.exaflops"),
  };
  return (
    <div class="controls no-print">
      <Choice
        label={t("tools.currency")}
        value={currency.value}
        options={CURRENCIES.map((each) => ({ value: each, label: currencies[each] }))}
        testid="currency"
        onChange={(value) => {
          currency.value = value;
        }}
      />
      <Choice
        label={t("tools.compute")}
        value={computeUnit.value}
        options={COMPUTE_UNITS.map((each) => ({ value: each, label: units[each] }))}
        testid="compute-unit"
        onChange={(value) => {
          computeUnit.value = value;
        }}
      />
    </div>
  );
}
