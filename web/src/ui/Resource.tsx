import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, getJson } from "../api/client";
import { pick, t } from "../i18n";

interface Props<T> {
  path: string;
  /** Heading of the page where there is no document to name it. */
  heading?: string;
  children: (data: T) => ComponentChildren;
}

/** Content that needs one document of the server: waits, shows it, or says what to do. */
export function Resource<T>({ path, heading, children }: Props<T>) {
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
  return (
    <>
      {heading && <h1>{heading}</h1>}
      <Failure error={error} retry={() => setAttempt(attempt + 1)} />
    </>
  );
}

function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const refused = error instanceof ApiError ? error : null;
  return (
    <div class="notice" role="alert">
      <p>{refused ? pick(refused.problem.message) : t("resource.lost")}</p>
      {/* What was refused for good is refused the next time, too. */}
      {refused?.temporary !== false && (
        <button type="button" onClick={retry}>
          {t("resource.retry")}
        </button>
      )}
    </div>
  );
}
