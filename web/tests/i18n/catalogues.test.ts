import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import en from "../../src/i18n/en.json";
import ko from "../../src/i18n/ko.json";
import pagesEn from "../../src/i18n/pages/en.json";
import pagesKo from "../../src/i18n/pages/ko.json";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === "string") found.set(name, value);
    else for (const [inner, text] of flat(value, name)) found.set(inner, text);
  }
  return found;
}

/** Keys without their plural endings: English has two forms, Korean one. */
function keys(texts: Map<string, string>): string[] {
  return [...new Set([...texts.keys()].map((key) => key.replace(/_(one|other)$/, "")))].sort();
}

function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].sort();
}

describe.each([
  { name: "first load", en, ko },
  { name: "other pages", en: pagesEn, ko: pagesKo },
])("$name", ({ en, ko }) => {
  test("both catalogues have the same keys", () => {
    expect(keys(flat(ko))).toEqual(keys(flat(en)));
  });

  test("a text has the same values to fill in both languages", () => {
    const korean = flat(ko);
    for (const [key, text] of flat(en)) {
      if (key.endsWith("_one")) continue;
      expect([key, holes(korean.get(key)!)]).toEqual([key, holes(text)]);
    }
  });

  test("no text is empty, and Korean is Korean", () => {
    for (const text of [...flat(en).values(), ...flat(ko).values()])
      expect(text.trim()).not.toBe("");
    // Units are written alike everywhere, and some texts are nothing but values.
    const words = [...flat(ko)].filter(
      ([key, text]) =>
        !/(^|\.)(format|units)\./.test(key) &&
        /\p{L}/u.test(text.replace(/\{\{\w+\}\}|Slipstream/g, "")),
    );
    expect(words.filter(([, text]) => !/[가-힣]/.test(text))).toEqual([]);
  });
});

test("no page takes a name of the first load", () => {
  expect(Object.keys(pagesEn).filter((name) => name in en)).toEqual([]);
});

test("every text is asked for somewhere", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const code = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(`src/${name}`, "utf8"))
    .join("\n");
  // Keys that are put together: `chart.${name}.title` asks for all that fit.
  const patterns = [...code.matchAll(/`((?:[\w.]|\$\{[^`{}]*\})+)`/g)].map(
    ([, template]) =>
      new RegExp(`^${template!.replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "[^.]+")}$`),
  );
  const unasked = [...keys(flat(en)), ...keys(flat(pagesEn))].filter(
    (key) => !code.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unasked).toEqual([]);
});
