import { beforeEach, expect, test, vi } from "vitest";

/** The theme as on a fresh page, on a system that is dark or not. */
async function fresh(dark: boolean) {
  vi.resetModules();
  delete document.documentElement.dataset.theme;
  const listeners: (() => void)[] = [];
  const system = {
    matches: dark,
    addEventListener: (_name: string, listener: () => void) => listeners.push(listener),
  };
  vi.stubGlobal("matchMedia", () => system);
  const module = await import("../../src/state/theme");
  const turn = (next: boolean) => {
    system.matches = next;
    for (const each of listeners) each();
  };
  return { ...module, turn };
}

beforeEach(() => localStorage.clear());

test("without a choice the page follows the system, also when that turns", async () => {
  const { recallTheme, theme, turn } = await fresh(true);
  recallTheme();
  expect(theme.value).toBe("dark");
  turn(false);
  expect(theme.value).toBe("light");
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("a choice is kept for the next visit, whatever the system says", async () => {
  const first = await fresh(false);
  first.recallTheme();
  first.switchTheme();
  expect(document.documentElement.dataset.theme).toBe("dark");
  const second = await fresh(false);
  second.recallTheme();
  expect(second.theme.value).toBe("dark");
  expect(document.documentElement.dataset.theme).toBe("dark");
});

test("back at the system's own theme, the page follows it again", async () => {
  const { recallTheme, switchTheme, theme, turn } = await fresh(false);
  recallTheme();
  switchTheme();
  switchTheme();
  expect(document.documentElement.dataset.theme).toBeUndefined();
  turn(true);
  expect(theme.value).toBe("dark");
});

test("where nothing may be stored, a choice lasts as long as the page", async () => {
  const forbidden = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  const { recallTheme, switchTheme, theme } = await fresh(false);
  recallTheme();
  switchTheme();
  expect(theme.value).toBe("dark");
  vi.unstubAllGlobals();
});
