/** Part of `npm run docs`: writes the reference pages. */
import { writeFileSync } from "node:fs";
import { PAGES } from "./pages.ts";

for (const [path, page] of Object.entries(PAGES)) writeFileSync(new URL(`../../${path}`, import.meta.url), page());
