import { useState } from "preact/hooks";

/**
 * A choice on a page that its address holds, so that a link shows the same.
 *
 * @param fallback - the value that the address leaves out
 * @param allowed - values that there are; another in the address counts as the fallback
 */
export function useQuery(
  name: string,
  fallback: string,
  allowed?: readonly string[],
): [string, (value: string) => void] {
  const [value, setValue] = useState(() => {
    const given = new URLSearchParams(location.search).get(name) ?? fallback;
    return allowed && !allowed.includes(given) ? fallback : given;
  });
  const change = (next: string) => {
    const url = new URL(location.href);
    if (next === fallback) url.searchParams.delete(name);
    else url.searchParams.set(name, next);
    // Typing a word is no step in the history: the way back leads to the page before.
    history.replaceState(history.state, "", url);
    setValue(next);
  };
  return [value, change];
}
