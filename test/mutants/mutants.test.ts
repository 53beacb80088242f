import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { planted, plantedCopy, readMutant } from "../../cli/check/mutant.ts";
import { bundleWithSource } from "../../cli/check/patched-bundle.ts";
import type { Examination } from "../../sim/explore/examine.ts";
import { examine } from "../../sim/explore/examine.ts";
import { randomJobs } from "../../sim/explore/ground.ts";
import type { Scenario } from "../../sim/scenario.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const mutants = readdirSync(join(ROOT, "test", "mutants"))
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => readMutant(join(ROOT, "test", "mutants", name)));
const folder = mkdtempSync(join(tmpdir(), "tidemark-mutants-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What runs in the place of the project: the examination of one scenario, on the patched runtime. */
const ENTRY = join(folder, "entry.ts");
writeFileSync(
  ENTRY,
  `export { examine } from ${JSON.stringify(join(ROOT, "sim/explore/examine.ts"))};
   export { randomJobs } from ${JSON.stringify(join(ROOT, "sim/explore/ground.ts"))};`,
);

/** The module that the bundle is. */
interface Patched {
  examine(scenario: Scenario, host: ReturnType<typeof randomJobs>["host"]): Examination;
  randomJobs: typeof randomJobs;
}

async function patched(mutant: (typeof mutants)[number]): Promise<Patched> {
  const source = join(folder, mutant.id);
  plantedCopy(mutant, source);
  const script = join(folder, `${mutant.id}.mjs`);
  writeFileSync(script, await bundleWithSource(ENTRY, source));
  return (await import(/* @vite-ignore */ pathToFileURL(script).href)) as Patched;
}

describe("bugs that Flink once had", () => {
  for (const mutant of mutants) {
    test(`${mutant.id} applies to the sources in one place: ${mutant.title}`, () => {
      const source = readFileSync(join(ROOT, "src", mutant.file), "utf8");
      expect(planted(mutant, source)).not.toBe(source);
    });
    const { schedule } = mutant;
    if (schedule === null) continue;
    test(`${mutant.id} is killed by its schedule, which clean code stands`, { timeout: 60_000 }, async () => {
      const { host } = randomJobs();
      expect(examine(schedule, host).findings).toEqual([]);
      const other = await patched(mutant);
      const found = other.examine(schedule, other.randomJobs().host).findings.map(({ property }) => property);
      expect(found.filter((property) => mutant.properties.includes(property))).not.toEqual([]);
    });
  }
});
