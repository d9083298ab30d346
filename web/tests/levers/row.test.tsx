import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Lever } from "../../src/api/types";
import { setLocale } from "../../src/i18n";
import { rates } from "../../src/i18n/display";
import { Levers } from "../../src/levers/Levers";
import { firstPage } from "../../src/state/address";
import { TODAY } from "../../src/state/scenario";
import { meta, open, scenario, setCountry, setScene } from "../../src/state/store";
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
  act(() => render(<Levers meta={META} />, root));
});

afterEach(() => {
  act(() => render(null, root));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

test("a lever that today's policy changes later says so before anybody moves it", () => {
  const told = () => root.querySelector("[data-testid=lever-teams-resting]")?.textContent;
  expect(told()).toBeUndefined();
  act(() => setCountry("JP"));
  expect(told()).toBe("Today: 3; 2 from 2027");
  expect(root.querySelector("[data-testid=lever-public_budget-resting]")).toBeNull();
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

test("a lever's row is not drawn anew when another lever moves", () => {
  const [budget, teams] = META.levers as [Lever, Lever];
  const label = { budget: vi.fn(() => budget.label), teams: vi.fn(() => teams.label) };
  const watched = [
    {
      ...budget,
      get label() {
        return label.budget();
      },
    },
    {
      ...teams,
      get label() {
        return label.teams();
      },
    },
  ];
  act(() => render(<Levers meta={{ ...META, levers: watched }} />, root));
  vi.clearAllMocks();
  write(input("#lever-public_budget"), "140");
  expect(label.budget).toHaveBeenCalled();
  expect(label.teams).not.toHaveBeenCalled();
  // A change of what it shows is drawn, whatever made it.
  act(() => setScene({ ...TODAY, levers: { teams: 7 } }));
  expect(input("#lever-teams").getAttribute("aria-valuetext")).toBe("7");
});
