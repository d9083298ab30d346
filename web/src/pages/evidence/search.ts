import type { Text } from "../../i18n";

/** Something with a name in both languages and one that programs use. */
export interface Named {
  label: Text;
  id: string;
  /** Other words by which it may be found. */
  also?: readonly Text[];
}

/** All words by which something may be found. */
export function wordsOf({ id, label, also = [] }: Named): string {
  const text = fold([id, ...[label, ...also].flatMap(({ en, ko }) => [en, ko])].join(" "));
  // Korean is written with and without spaces, so words are sought in the text without them too.
  return `${text} ${text.replaceAll(" ", "")}`;
}

/** Whether every word of a query is among the words of something, in either language. */
export function matches(words: string, query: string): boolean {
  return fold(query)
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
