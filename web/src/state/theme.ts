import { computed, signal } from "@preact/signals";

export type Theme = "light" | "dark";

const REMEMBERED = "slipstream.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const systemTheme = signal<Theme>(system.matches ? "dark" : "light");
/** The reader's own choice; null while the page follows the system. */
const chosen = signal<Theme | null>(null);

system.addEventListener("change", () => {
  systemTheme.value = system.matches ? "dark" : "light";
});

/** The theme on the screen. */
export const theme = computed<Theme>(() => chosen.value ?? systemTheme.value);

/** Show the theme that the reader chose on an earlier visit, if any. */
export function recallTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(REMEMBERED);
  } catch {
    // Private windows may forbid storage: the system's theme it is.
  }
  show(kept === "light" || kept === "dark" ? kept : null);
}

/** Switch to the other theme and remember it; the system's own is followed again from then on. */
export function switchTheme(): void {
  const next = theme.value === "dark" ? "light" : "dark";
  const own = next === systemTheme.value ? null : next;
  try {
    if (own) localStorage.setItem(REMEMBERED, own);
    else localStorage.removeItem(REMEMBERED);
  } catch {
    // The choice then lasts as long as the page.
  }
  show(own);
}

function show(own: Theme | null): void {
  chosen.value = own;
  if (own) document.documentElement.dataset.theme = own;
  else delete document.documentElement.dataset.theme;
}
