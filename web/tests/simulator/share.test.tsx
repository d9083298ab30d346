import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../src/api/types";
import { setLocale } from "../../src/i18n";
import { ShareButton } from "../../src/simulator/ShareButton";
import { firstPage } from "../../src/state/address";
import { answer, meta, open } from "../../src/state/store";
import { META } from "../meta";

const root = document.createElement("div");
const button = () => root.querySelector<HTMLButtonElement>("button")!;

beforeEach(async () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  meta.value = META;
  await setLocale("en");
  open(firstPage(META));
  const headline = { question: { en: "Will it?", ko: "" }, sentence: { en: "Perhaps.", ko: "" } };
  answer.value = { headline } as Answer;
});

afterEach(() => {
  render(null, root);
  Reflect.deleteProperty(navigator, "share");
  answer.value = null;
  vi.unstubAllGlobals();
});

test("the system's own list of ways is used where there is one", () => {
  const share = vi.fn(async (_data: ShareData) => {});
  Object.defineProperty(navigator, "share", { value: share, configurable: true });
  act(() => render(<ShareButton />, root));
  expect(button().textContent).toBe("Share");
  button().click();
  const [told] = share.mock.calls[0]!;
  expect(told).toMatchObject({ title: "Will it?", text: "Perhaps." });
  expect(told.url).toMatch(/\/\?c=KR&/);
});

test("elsewhere the link is copied", async () => {
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  act(() => render(<ShareButton />, root));
  expect(button().textContent).toBe("Copy link");
  await act(async () => button().click());
  expect(writeText.mock.calls[0]![0]).toMatch(/\/\?c=KR&/);
  expect(root.querySelector("[role=status]")?.textContent).toBe("Copied");
});
