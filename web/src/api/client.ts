import type { Text } from "../i18n";

/** A mistake or refusal of the server, told in both languages. */
export interface Trouble {
  code: string;
  field: string;
  found: string;
  expected: string;
  message: Text;
}

/** The server answered, and the answer is not a success. */
export class Refused extends Error {
  override name = "Refused";

  constructor(
    readonly status: number,
    readonly trouble: Trouble,
    /** Seconds after which to ask again, where the server named them. */
    readonly retryAfter: number | null,
  ) {
    super(trouble.message.en);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 409 || this.status === 429 || this.status >= 500;
  }
}

/** No answer came: the server is down or out of reach. */
export class Lost extends Error {
  override name = "Lost";
}

/** Read JSON from the server; throws `Refused`, `Lost` or an `AbortError`. */
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
    throw new Lost(String(error));
  }
  if (response.ok) return parsed<T>(text);
  const trouble = parsed<{ error?: Trouble }>(text).error;
  // A gateway in front of a server that is down answers for it, in its own words.
  if (!trouble) throw new Lost(`${response.status} ${response.statusText}`);
  throw new Refused(response.status, trouble, seconds(response.headers.get("Retry-After")));
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Lost("the answer is not JSON");
  }
}

function seconds(header: string | null): number | null {
  const count = Number(header);
  return header !== null && Number.isFinite(count) ? count : null;
}
