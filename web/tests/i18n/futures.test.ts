import { expect, test } from "vitest";
import { setLocale } from "../../src/i18n";
import { futuresText, ofHundred } from "../../src/i18n/futures";

test("4%, 9% and 11% are different numbers of futures", () => {
  expect([0.04, 0.09, 0.11].map(ofHundred)).toEqual([4, 9, 11]);
});

test("halves go up, as in the sentences of the server", () => {
  expect([0.005, 0.105, 0.995].map(ofHundred)).toEqual([1, 11, 100]);
});

test("what happens at all is never none, and what can fail never all", async () => {
  await setLocale("en");
  expect(futuresText(0)).toBe("0 of 100 futures");
  expect(futuresText(0.002)).toBe("fewer than 1 of 100 futures");
  expect(futuresText(0.998)).toBe("more than 99 of 100 futures");
  expect(futuresText(1)).toBe("100 of 100 futures");
});
