import { signal } from "@preact/signals";
import i18next from "i18next";
import type en from "./en.json";
import type pages from "./pages/en.json";

type Leaves<Tree, Path extends string = ""> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Path}${Base<Key>}`
    : Leaves<Tree[Key], `${Path}${Key}.`>;
}[keyof Tree & string];
/** A key with two plural forms is called without its ending. */
type Base<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
/** A key of the catalogues, checked by the compiler. */
export type Key = Leaves<typeof en> | Leaves<typeof pages>;

export const LOCALES = ["en", "ko"] as const;
export type Locale = (typeof LOCALES)[number];
/** A text of the server, in every language. */
export type Text = Record<Locale, string>;

/** A catalogue in every language. */
type Catalogue = Record<Locale, () => Promise<{ default: object }>>;

// Each is a chunk of its own: nobody loads the language they do not read.
const CATALOGUES: Catalogue[] = [{ en: () => import("./en.json"), ko: () => import("./ko.json") }];
const REMEMBERED = "slipstream.lang";

/** Texts in the language on the screen: finding one takes longer than drawing it. */
const made = new Map<string, string>();
/** Texts made before those of numbers long gone are dropped. */
const MOST_MADE = 1000;

/** The language on the screen. Components that call `t` or `pick` follow it by themselves. */
export const locale = signal<Locale>("en");

export function isLocale(text: string | null | undefined): text is Locale {
  return LOCALES.includes(text as Locale);
}

/** The language of a first visit: the address, then the last choice, then the browser. */
export function firstLocale(search: string): Locale {
  const asked = new URLSearchParams(search).get("lang");
  if (isLocale(asked)) return asked;
  const kept = remembered();
  if (isLocale(kept)) return kept;
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** Load a language's catalogue and show it. */
export async function setLocale(next: Locale): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.init({ lng: next, resources: {}, interpolation: { escapeValue: false } });
  }
  await Promise.all(CATALOGUES.map((catalogue) => load(catalogue, next)));
  await i18next.changeLanguage(next);
  made.clear();
  document.documentElement.lang = next;
  locale.value = next;
}

/** Take in texts that some pages alone need, in the language on the screen and in later ones. */
export async function addTexts(catalogue: Catalogue): Promise<void> {
  CATALOGUES.push(catalogue);
  for (let loaded: Locale | null = null; loaded !== locale.value; ) {
    loaded = locale.value;
    await load(catalogue, loaded);
  }
}

async function load(catalogue: Catalogue, code: Locale): Promise<void> {
  i18next.addResourceBundle(code, "translation", (await catalogue[code]()).default, true, true);
  made.clear();
}

/** Remember the reader's own choice of language; a link's language is not one. */
export function rememberLocale(next: Locale): void {
  try {
    localStorage.setItem(REMEMBERED, next);
  } catch {
    // Private windows may forbid storage: the choice then lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** Translate a key of the catalogues, filling in values; `count` chooses the plural form. */
export function t(key: Key, values?: Record<string, string | number>): string {
  void locale.value; // components that call this follow the language
  const asked = values ? key + JSON.stringify(values) : key;
  let text = made.get(asked);
  if (text === undefined) {
    text = i18next.t(key, values ?? {});
    if (made.size === MOST_MADE) made.clear();
    made.set(asked, text);
  }
  return text;
}

/** Choose a text of the server in the language on the screen. */
export function pick(text: Text): string {
  return text[locale.value];
}
