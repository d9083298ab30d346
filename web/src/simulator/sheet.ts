import { signal } from "@preact/signals";

/** Whether the levers lie over the lower half of a small screen, with the charts in sight above. */
export const sheet = signal(false);

/** Bring the levers up, and the first chart into the half that stays free. */
export function openSheet(): void {
  sheet.value = true;
  // Once the sheet is laid out; the focus goes along, for those who use keys.
  requestAnimationFrame(() => {
    if (!sheet.value) return;
    document.querySelector(".charts figure")?.scrollIntoView();
    document.getElementById("levers-title")?.focus();
  });
}

export function closeSheet(): void {
  sheet.value = false;
  document.querySelector<HTMLElement>("[data-testid=to-levers]")?.focus({ preventScroll: true });
}
