import { afterEach, expect, test, vi } from "vitest";
import { ApiError, getJson, NetworkError } from "../../src/api/client";

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(body: string, status: number, headers: Record<string, string>): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status, headers }));
}

test("a problem of the server is thrown with its details", async () => {
  const problem = {
    status: 503,
    code: "busy",
    detail: "busy",
    message: { en: "busy", ko: "바쁨" },
  };
  answer(JSON.stringify(problem), 503, {
    "Content-Type": "application/problem+json",
    "Retry-After": "3",
  });
  const error = await getJson("/api/meta").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ problem, retryAfter: 3, temporary: true, message: "busy" });
});

test("a gateway that answers for a server that is down is a lost connection", async () => {
  answer("<h1>Bad gateway</h1>", 502, { "Content-Type": "text/html" });
  await expect(getJson("/api/meta")).rejects.toThrow(NetworkError);
  answer('{"status": "down"}', 502, { "Content-Type": "application/json" });
  await expect(getJson("/api/meta")).rejects.toThrow(NetworkError);
});
