import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  test: { pool: "threads", isolate: false, include: ["test/**/*.test.ts"], exclude: ["node_modules", "dist"] },
});
