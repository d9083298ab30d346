import { readFileSync } from "node:fs";
import { render } from "preact";
import { expect, test } from "vitest";
import { setLocale } from "../../src/i18n";
import { meta } from "../../src/state/store";
import { Footer } from "../../src/ui/Footer";
import { META } from "../meta";

test("the footer tells version, data and the licence of the package", async () => {
  await setLocale("en");
  meta.value = META;
  render(<Footer />, document.body);
  const told = document.querySelector("[data-testid=footer]")?.textContent;
  expect(told).toContain("Slipstream 1.2.3, evidence up to March 2026.");
  const licence = /^license = "(\w+)-([\d.]+)"/m.exec(readFileSync("../pyproject.toml", "utf8"))!;
  expect(told).toContain(`${licence[1]} License ${licence[2]}`);
  render(null, document.body);
});
