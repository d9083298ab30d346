import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getJson, Refused } from "../api/client";
import { pick, t } from "../i18n";

interface Props<T> {
  path: string;
  children: (data: T) => ComponentChildren;
}

/** Content that needs one document of the server: waits, shows it, or says what to do. */
export function Resource<T>({ path, children }: Props<T>) {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const control = new AbortController();
    setError(null);
    setData(null);
    getJson<T>(path, control.signal).then(setData, (failure) => {
      if (!control.signal.aborted) setError(failure);
    });
    return () => control.abort();
  }, [path, attempt]);

  if (data !== null) return <>{children(data)}</>;
  if (error === null) return <p role="status">{t("resource.waiting")}</p>;
  const told = error instanceof Refused ? pick(error.trouble.message) : t("resource.lost");
  return (
    <div class="notice" role="alert">
      <p>{told}</p>
      <button type="button" onClick={() => setAttempt(attempt + 1)}>
        {t("resource.retry")}
      </button>
    </div>
  );
}
