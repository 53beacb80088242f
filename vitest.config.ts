import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  // A test is never held to a time: a loaded machine is not a failure.
  test: { testTimeout: 60_000, pool: "threads", isolate: false, include: ["test/**/*.test.ts"], exclude: ["node_modules", "dist"] },
});
