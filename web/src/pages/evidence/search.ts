import type { Text } from "../../i18n";

/** Something with a name in both languages and one that programs use. */
export interface Named {
  label: Text;
  id: string;
  /** Other words by which it may be found. */
  also?: readonly Text[];
}

/**
 * Whether every word of a query is part of the name, in either language.
 *
 * Korean is written with and without spaces, so words are sought in the text without them too.
 */
export function matches(named: Named, query: string): boolean {
  const also = named.also ?? [];
  const text = fold(
    [named.id, ...[named.label, ...also].flatMap(({ en, ko }) => [en, ko])].join(" "),
  );
  const joined = text.replaceAll(" ", "");
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word) || joined.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
