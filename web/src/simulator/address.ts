import { batch, effect } from "@preact/signals";
import type { Meta } from "../api/types";
import { locale, setLocale } from "../i18n";
import { computeUnit, currency } from "../i18n/display";
import { type PageState, read, write } from "../state/address";
import { chart, compare, history, meta, open, problems } from "../state/store";

/** Browsers refuse to be told of every frame of a drag, milliseconds. */
const REST = 250;

/** The state on the screen, or null before the first. */
function pageState(): PageState | null {
  const present = history.value?.present;
  if (!present) return null;
  return {
    scenario: present,
    compare: compare.value,
    chart: chart.value,
    lang: locale.value,
    currency: currency.value,
    computeUnit: computeUnit.value,
  };
}

/** The state on the screen as an address, or null before the first. */
export function stateAddress(change: Partial<PageState> = {}): string | null {
  const [known, state] = [meta.value, pageState()];
  return known && state && write({ ...state, ...change }, known);
}

/** Take over what an address says; what it says wrongly is told. */
export function enter(search: string, known: Meta): void {
  const { state, problems: found } = read(search, known);
  batch(() => {
    problems.value = found;
    currency.value = state.currency;
    computeUnit.value = state.computeUnit;
    open(state);
  });
  if (state.lang && state.lang !== locale.value) void setLocale(state.lang);
}

/** Keep the address of the page that of its state. Returns what stops it. */
export function followState(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = () => {
    clearTimeout(timer);
    const address = stateAddress();
    // While a link's differences are being told, its address stays, so that it can be reloaded.
    if (address === null || problems.value.length > 0 || address === location.search) return;
    if (location.pathname !== "/") return;
    window.history.replaceState(window.history.state, "", address);
  };
  const stop = effect(() => {
    pageState(); // read here, so that every part of it is followed
    void problems.value;
    clearTimeout(timer);
    timer = setTimeout(put, REST);
  });
  // A click may lead away, and the way back has to lead here.
  addEventListener("click", put, true);
  addEventListener("pagehide", put);
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener("click", put, true);
    removeEventListener("pagehide", put);
  };
}
