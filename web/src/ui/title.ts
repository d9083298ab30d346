import { useEffect } from "preact/hooks";

/** Name the page in the browser's tab, in history and to screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} - Slipstream`;
  }, [title]);
}
