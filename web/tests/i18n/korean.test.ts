import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import ko from "../../src/i18n/ko.json";
import pages from "../../src/i18n/pages/ko.json";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const TEXTS = [...leaves(ko), ...leaves(pages)];

/** Dropped terms by the one that is used instead. */
const DROPPED = readFileSync("src/i18n/GLOSSARY.md", "utf8")
  .split("\n")
  .filter((line) => /^\|.*\p{Script=Hangul}/u.test(line))
  .flatMap((line) => {
    const [, , used, dropped] = line.split("|").map((cell) => cell.trim());
    return dropped!.split(", ").map((term) => ({ term, used: used! }));
  });

/** Whether a term stands in a text, not as the end of a longer word: 비공개 모델 is no 공개 모델. */
function holds(text: string, term: string): boolean {
  return new RegExp(`(?<!\\p{Script=Hangul})${term}`, "u").test(text);
}

test("no text holds a term that the glossary dropped", () => {
  expect(DROPPED.length).toBeGreaterThan(40);
  const found = TEXTS.flatMap(([key, text]) =>
    DROPPED.filter(({ term }) => holds(text, term)).map(
      ({ term, used }) => `${key}: ${term}, not ${used}`,
    ),
  );
  expect(found).toEqual([]);
});

test("sentences are in 합니다체, and labels are nouns", () => {
  const sentences = (text: string) => text.split(/(?<=[.?])\s+/);
  const wrong = TEXTS.filter(([key, text]) =>
    // A reference to a work is no sentence.
    sentences(key === "about.cite" ? "" : text).some((each) => {
      if (each.endsWith(".")) return !/(니다|십시오)\.$/.test(each);
      return /다$/.test(each) && !/니다$/.test(each);
    }),
  );
  expect(wrong).toEqual([]);
});

test("no particle hangs on the sound of a value that is filled in", () => {
  const particle = /\}\}[)”’]?(은|는|이|가|을|를|과|와|으로|로)(?![가-힣])|\}\}[)”’]?(였|이었)/;
  expect(TEXTS.filter(([, text]) => particle.test(text))).toEqual([]);
});
