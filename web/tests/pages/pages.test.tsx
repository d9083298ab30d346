import { render } from "preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Fact } from "../../src/api/types";
import { setLocale } from "../../src/i18n";

beforeAll(() => setLocale("en"));
afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

const text = (en: string, ko = `${en} (ko)`) => ({ en, ko });
const card = (id: string, value: number) => ({
  id,
  country: "KR",
  label: text(`Label of ${id}`, `이름 ${id}`),
  value,
  unit: "accelerator",
  date: "2025-05-14",
  spread: { low: 1, high: 3, level: 0.9, basis: "reported" as const },
  confidence: "med" as const,
  note: `Note of ${id}`,
  sources: [
    {
      title: `Source of ${id}`,
      publisher: "Paper",
      date: "2025",
      url: "https://a.test/",
      note: "",
    },
  ],
});
const fact: Fact = {
  ...card("KR.one", 2),
  place: text("South Korea", "대한민국"),
  kind: "compute",
  told: null,
  derived: null,
  context: false,
  age_years: 3.7,
  doubts: [{ severity: "warning", rule: "stale", message: "3.7 years old" }],
  conflicts: [card("KR.other", 7)],
  same: [],
  uses: [
    {
      kind: "lever",
      name: "teams",
      place: text("South Korea"),
      label: text("Teams"),
      second: null,
    },
    { kind: "policy", name: "article", place: null, label: text("The article"), second: null },
  ],
  claims: [{ id: "bold", label: text("Bold moves"), verdict: "partly" }],
};

async function open(path: string, answer: unknown, status = 200): Promise<HTMLElement> {
  const type = status < 400 ? "application/json" : "application/problem+json";
  const headers = { "Content-Type": type };
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(answer), { status, headers }));
  history.replaceState(null, "", path);
  const { Evidence } = await import("../../src/pages/Evidence");
  const id = path.split("/")[2];
  render(
    <LocationProvider>
      <Evidence {...(id ? { id } : {})} />
    </LocationProvider>,
    document.body,
  );
  await vi.waitFor(() => expect(document.querySelector("h1, [role=alert]")).not.toBeNull());
  return document.body;
}

const links = (page: HTMLElement) =>
  [...page.querySelectorAll("a")].map((link) => link.getAttribute("href"));

test("a fact shows its value, its source, what disagrees and what rests on it", async () => {
  const page = await open("/evidence/KR.one", fact);
  expect(page.querySelector("h1")?.textContent).toBe("Label of KR.one");
  expect(page.textContent).toContain("90% between 1 and 3");
  expect(page.textContent).toContain("Older than facts of this kind last");
  expect([...page.querySelectorAll(".sides .value")].map((each) => each.textContent)).toEqual([
    "2 accelerators",
    "7 accelerators",
  ]);
  for (const href of [
    "https://a.test/",
    "/evidence/KR.other",
    "/evidence?parameter=teams",
    "/?p=article",
    "/evidence?tab=claims#bold",
  ]) {
    expect(links(page)).toContain(href);
  }
});

test("a fact follows the language at once", async () => {
  const page = await open("/evidence/KR.one", fact);
  await setLocale("ko");
  await vi.waitFor(() => expect(page.querySelector("h1")?.textContent).toBe("이름 KR.one"));
  expect(page.textContent).toContain("출처 간 불일치");
  await setLocale("en");
});

test("an unknown fact is told with what is near", async () => {
  const message = text("fact: found 'KR.on'; expected did you mean KR.one?");
  const problem = { status: 404, code: "not_found", field: "fact", detail: message.en, message };
  const page = await open("/evidence/KR.on", problem, 404);
  expect(page.querySelector("[role=alert]")?.textContent).toContain("did you mean KR.one?");
});
