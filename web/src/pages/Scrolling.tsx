import type { ComponentChildren } from "preact";

/** A table that may be wider than a phone: it scrolls by finger and by the arrow keys. */
export function Scrolling({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section class="scrolls" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
