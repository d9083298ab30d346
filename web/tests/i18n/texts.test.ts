import i18next from "i18next";
import { afterEach, expect, test, vi } from "vitest";
import { addTexts, type Key, setLocale, t } from "../../src/i18n";

afterEach(() => vi.restoreAllMocks());

test("a text is looked up once, and again in another language", async () => {
  await setLocale("en");
  const english = [t("levers.title"), t("levers.changed", { count: 2 })];
  const lookUp = vi.spyOn(i18next, "t");
  expect([t("levers.title"), t("levers.changed", { count: 2 })]).toEqual(english);
  expect(lookUp).not.toHaveBeenCalled();
  await setLocale("ko");
  for (const text of [t("levers.title"), t("levers.changed", { count: 2 })]) {
    expect(text).toMatch(/[가-힣]/);
  }
  await setLocale("en");
  expect([t("levers.title"), t("levers.changed", { count: 2 })]).toEqual(english);
});

test("a text has the values it is given", async () => {
  await setLocale("en");
  expect(t("levers.changed", { count: 1 })).not.toBe(t("levers.changed", { count: 2 }));
});

test("a text that was asked for too early is found when its catalogue has come", async () => {
  await setLocale("en");
  const late = "late.title" as Key;
  expect(t(late)).toBe(late);
  const catalogue = async () => ({ default: { late: { title: "Late" } } });
  await addTexts({ en: catalogue, ko: catalogue });
  expect(t(late)).toBe("Late");
});
