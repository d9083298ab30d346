import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLocale } from "../../src/i18n";
import { rates } from "../../src/i18n/display";
import { Levers } from "../../src/levers/Levers";
import { firstPage } from "../../src/state/address";
import { meta, open, scenario, setCountry } from "../../src/state/store";
import { META } from "../meta";

const root = document.createElement("div");

beforeEach(async () => {
  document.body.append(root);
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  rates.value = { krwPerUsd: 1450, exaflopsPerH100e: 989e-6 };
  meta.value = META;
  await setLocale("en");
  open(firstPage(META));
  act(() => render(<All />, root));
});

afterEach(() => {
  act(() => render(null, root));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function All() {
  return <Levers meta={META} scenario={scenario.value!} />;
}

function input(selector: string): HTMLInputElement {
  return root.querySelector<HTMLInputElement>(selector)!;
}

function write(field: HTMLInputElement, text: string): void {
  act(() => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

test("a slider says its value in words, with its unit and where it stands", () => {
  const slider = input("#lever-public_budget");
  expect(slider.getAttribute("aria-valuetext")).toBe("$6.96 billion a year, “as in 2026”");
  write(slider, "140");
  expect(scenario.value?.levers).toEqual({ public_budget: 1.4e10 });
  expect(slider.getAttribute("aria-valuetext")).toBe("$14 billion a year, “twice that”");
});

test("a number field takes its own unit, and tells what it cannot take", () => {
  const field = input("[data-testid=lever-public_budget] input[type=number]");
  expect(field.getAttribute("aria-label")).toBe("Public budget, in billion $ a year");
  write(field, "12.5");
  expect(scenario.value?.levers).toEqual({ public_budget: 1.25e10 });
  write(field, "2000");
  expect(root.querySelector("[role=alert]")?.textContent).toBe(
    "Takes $0 a year to $1 trillion a year.",
  );
  expect(scenario.value?.levers).toEqual({ public_budget: 1.25e10 });
});

test("a changed lever has a reset that puts it back", () => {
  write(input("#lever-teams"), "10");
  const reset = [...root.querySelectorAll("button")].find(
    (each) => each.getAttribute("aria-label") === "Reset Teams",
  )!;
  act(() => reset.click());
  expect(scenario.value?.levers).toEqual({});
});

test("a shock that is switched on happens, and switched off is left to chance", () => {
  const toggle = input("#shock-export_controls");
  act(() => toggle.click());
  expect(scenario.value?.shocks.export_controls).toEqual({
    probability: 1,
    window: ["2027-01", "2027-01"],
    duration: 36,
    severity: 0.7,
  });
  act(() => input("#shock-export_controls").click());
  expect(scenario.value?.shocks).toEqual({});
});

test("what a lever rests on leads to the beliefs about the country that is asked about", () => {
  act(() => setCountry("JP"));
  act(() => root.querySelector<HTMLButtonElement>("[aria-controls=lever-teams-drawer]")!.click());
  const links = [...root.querySelectorAll<HTMLAnchorElement>("#lever-teams-drawer a")];
  expect(links.map((link) => link.getAttribute("href"))).toContain(
    "/evidence?parameter=teams&country=JP",
  );
});
