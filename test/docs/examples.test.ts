import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatedService } from "../../sim/services/simulated-service.ts";
import { simulate } from "../../sim/simulation.ts";
import type { JobProgram } from "../../src/index.ts";
import { emptyFolder, ROOT } from "../readme/support/shell.ts";

const TIMEOUT_MS = 60_000;
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

/** A whole job in a doc comment, which says at its end what it prints: `// stdout: a, b`. */
interface Example {
  readonly name: string;
  readonly code: string;
  readonly stdout: readonly string[];
  /** What it books with the service `ledger`. */
  readonly ledger: readonly string[];
}

interface Booking {
  readonly id: string;
  readonly lines: readonly string[];
}

/** Takes each booking once. */
const ledger: SimulatedService<Booking, null, Map<string, readonly string[]>> = {
  initialState: () => new Map(),
  handle({ id, lines }, booked) {
    booked.set(id, lines);
    return null;
  },
};

/** `// what: a, b` */
function said(code: string, what: string): readonly string[] | null {
  return new RegExp(`^// ${what}: (.*)$`, "m").exec(code)?.[1].split(", ") ?? null;
}

/** Examples of all files of `src`. */
function examples(): Example[] {
  const files = (readdirSync(join(ROOT, "src"), { recursive: true }) as string[]).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(ROOT, "src", file), "utf8");
    const blocks = [...text.matchAll(/^ *\* ```ts\n(.*?)^ *\* ```$/gms)].map(([, block]) =>
      block.replace(/^ *\* ?/gm, ""),
    );
    return blocks.flatMap((code, i) => {
      const stdout = said(code, "stdout");
      if (stdout === null) return [];
      return [{ name: `${file.replace(/\W+/g, "-")}-${i + 1}`, code, stdout, ledger: said(code, "ledger") ?? [] }];
    });
  });
}

/** Names that a job may import, types too. */
function exportedNames(): readonly string[] {
  const declared = (readdirSync(join(ROOT, "src"), { recursive: true }) as string[])
    .filter((file) => /^(api|connectors|task|windowing|world)\b.*\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(ROOT, "src", file), "utf8").matchAll(
        /^export (?:abstract )?(?:class|interface|type|const|function) (\w+)/gm,
      ),
    ])
    .map(([, name]) => name);
  return [...new Set(declared)];
}

/** Imports what the code names, as its reader would. */
function withImports(code: string, exported: readonly string[]): string {
  const bare = code.replace(/\/\/.*|"[^"]*"/g, "");
  const named = exported.filter((name) => new RegExp(`\\b${name}\\b`).test(bare) && !bare.includes(`class ${name} `));
  return `import { ${named.join(", ")} } from "../../src/index.ts";\n\n${code}`;
}

const ALL = examples();
const folder = emptyFolder();

beforeAll(() => {
  const exported = exportedNames();
  for (const { name, code } of ALL) writeFileSync(join(folder, `${name}.ts`), withImports(code, exported));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("examples in doc comments", () => {
  test("there are some", () => {
    expect(ALL.length).toBeGreaterThan(9);
  });

  test("keep their types", { timeout: TIMEOUT_MS }, () => {
    const options = {
      extends: "../../tsconfig.json",
      compilerOptions: { verbatimModuleSyntax: false },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    expect(spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" }).stdout).toBe("");
  });

  for (const one of ALL)
    test(`${one.name} prints what it says`, async () => {
      const file = pathToFileURL(join(folder, `${one.name}.ts`)).href;
      const { default: program } = (await import(/* @vite-ignore */ file)) as { default: JobProgram };
      const run = simulate(
        { version: 1, seed: 1, programs: [{ module: "job" }], cluster: { taskManagers: 1, slots: 2 } },
        {
          programs: { job: program },
          inputs: { words: ["to", "be"] },
          services: { ledger: ledger as SimulatedService },
        },
      );
      expect(run.failure).toBeNull();
      expect(run.status).toBe("FINISHED");
      expect(run.stdout().sort()).toEqual([...one.stdout].sort());
      const booked = run.serviceState("ledger") as Map<string, readonly string[]>;
      expect([...booked.values()].flat().sort()).toEqual([...one.ledger].sort());
    });
});
