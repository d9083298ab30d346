import type { ProblemDetails } from "./types";

/** The server answered, and the answer is not a success. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly problem: ProblemDetails,
    /** Seconds after which to ask again, where the server named them. */
    readonly retryAfter: number | null,
  ) {
    super(problem.detail);
  }

  /** Whether the same request may succeed later. */
  get temporary(): boolean {
    const { status } = this.problem;
    return status === 409 || status === 429 || status >= 500;
  }
}

/** No answer came: the server is down or out of reach. */
export class NetworkError extends Error {
  override name = "NetworkError";
}

/** Read JSON from the server; throws `ApiError`, `NetworkError` or an `AbortError`. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, signal ? { signal } : {});
}

/** Send JSON to the server and read JSON back; throws as `getJson` does. */
export function postJson<T>(
  path: string,
  body: unknown,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<T> {
  return ask<T>(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

async function ask<T>(path: string, options: RequestInit): Promise<T> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, options);
    text = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new NetworkError(String(error));
  }
  if (response.ok) return parsed<T>(text);
  // A gateway in front of a server that is down answers for it, in its own words.
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json"))
    throw new NetworkError(`${response.status} ${response.statusText}`);
  const retryAfter = seconds(response.headers.get("Retry-After"));
  throw new ApiError(parsed<ProblemDetails>(text), retryAfter);
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new NetworkError("the answer is not JSON");
  }
}

function seconds(header: string | null): number | null {
  const count = Number(header);
  return header !== null && Number.isFinite(count) ? count : null;
}
