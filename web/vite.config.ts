import { defineConfig } from "vitest/config";

// The API and the built pages are served by one process, `slipstream serve`.
const SERVER = "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    outDir: "../src/slipstream/service/static",
    emptyOutDir: true,
    // The content-security policy allows no data: or inline code, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The tests hold the documentation against the code.
  server: { proxy: { "/api": SERVER }, fs: { allow: [".."] } },
  // Properties are tried hundreds of times, on machines that are busy with other tests.
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"], testTimeout: 60_000 },
});
