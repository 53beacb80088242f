import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyProject, type Finished, install, isUnreachable, node, npx, pack, ROOT } from "./support/npm.ts";

const TIMEOUT_MS = 120_000;
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

const temporary = mkdtempSync(join(tmpdir(), "tidemark-init-"));
const home = join(temporary, "home");
const project = join(home, "my job");
let unreachable = false;
let said = "";

function must(finished: Finished): void {
  unreachable ||= isUnreachable(finished);
  if (finished.status !== 0 && (!unreachable || process.env.CI)) throw new Error(finished.stderr);
}

/** As a user does it: install the package, make a project with it, install what that needs. */
beforeAll(() => {
  const { filename } = pack(temporary);
  emptyProject(home);
  must(install(home, join("..", filename)));
  if (unreachable) return;
  const made = npx(home, "tidemark", "init", "my job");
  must(made);
  said = made.stdout;
  must(install(project));
}, TIMEOUT_MS);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function onProject(name: string, body: () => void): void {
  test(name, { timeout: TIMEOUT_MS }, (context) => {
    context.skip(
      unreachable,
      "There is no way to npm's registry, so the project's dependencies could not be installed.",
    );
    body();
  });
}

describe("a project that tidemark init has made with the packed package", () => {
  onProject(
    "has the files that the command has named, each with a word on it, and three commands to go on with",
    () => {
      const named = [...said.matchAll(/^ {2}(\S+) {2,}\S.*$/gm)].map(([, path]) => path);
      expect(named.length).toBeGreaterThanOrEqual(10);
      expect(named.filter((path) => !existsSync(join(project, path)))).toEqual([]);
      expect(said).toMatch(/Next:\n\n {2}cd "my job" && npm install\n {2}npm start\n {2}npm test\n$/);
      expect(said.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(readdirSync(project).filter((entry) => entry.startsWith(".tidemark"))).toEqual([]);
    },
  );

  onProject("takes the package from the archive that the command came from", () => {
    const { name, dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(name).toBe("my-job");
    expect(dependencies.tidemark).toMatch(/^file:\.\.\/\.\.\/tidemark-.*\.tgz$/);
  });

  onProject("runs its scenario, which holds", () => {
    const { status, stdout } = npx(project, "tidemark", "run", "--scenario", "orders.scenario.json");
    expect(stdout.replace(/\s+/g, " ")).toMatch(/TaskManager B died at [^;]+; .* was counted exactly once\./);
    expect(status).toBe(0);
  });

  onProject("keeps its types", () => {
    expect(node(project, TSC, "-p", ".")).toMatchObject({ status: 0, stdout: "" });
  });

  onProject(
    "has a property that holds, and one whose failure is a report that ends with the command to replay it",
    () => {
      const { status, stdout, stderr } = npx(project, "vitest", "run");
      const all = `${stdout}\n${stderr}`;
      expect(status).toBe(1);
      expect(all).toMatch(/✓ test\/orders\.test\.ts/);
      expect(all).toMatch(/100 runs: \d+ went on from a checkpoint, \d+ failed between pre-commit and commit\./);
      expect(all).toMatch(/Tests +1 failed \| 1 passed/);
      const report = all.slice(all.indexOf("EXACTLY-ONCE does not hold."), all.indexOf("⎯[1/1]⎯"));
      expect(report).toMatch(/^EXACTLY-ONCE does not hold\. Something was counted twice\. /);
      expect(report).toMatch(
        /The shortest script of faults that was found:\n {2}1\. .*(crash|pause|cut|slow|lose|delay)/,
      );
      expect(report).toMatch(/ s {2}OUT-3! Transaction book-\S+ \(.*\) is committed\./);
      const twice = [...report.matchAll(/ s {2}(book shows: .+)$/gm)].map(([, line]) => line);
      expect(twice.length).toBeGreaterThanOrEqual(2);
      expect(new Set(twice).size).toBeLessThan(twice.length);

      const [, file] = /^Again +npx tidemark run --scenario (\S+)$/m.exec(report) ?? [];
      expect(report).toContain(`npx tidemark ui --scenario ${file}`);
      expect(report).toMatch(/http:\/\/127\.0\.0\.1:7117\/#v=1&s=this-one-fails-\S+&seed=\d+/);
      const [, digest] = /Digest +([0-9a-f]{32})/.exec(report) ?? [];
      const again = npx(project, "tidemark", "run", "--scenario", file, "--json");
      expect(again.status).toBe(1);
      expect(JSON.parse(again.stdout)).toMatchObject({ digest, verified: { lineage: false } });
    },
  );

  onProject("runs the tests of the guide, which pass, and its campaign, which finds nothing", () => {
    const guide = readFileSync(join(ROOT, "docs", "property-testing.md"), "utf8");
    const files = [...guide.matchAll(/```ts\n\/\/ (test\/\S+)\n([\s\S]*?)```/g)];
    expect(files).toHaveLength(2);
    for (const [, path, content] of files) writeFileSync(join(project, path), content);
    const tests = npx(project, "vitest", "run", ...files.map(([, path]) => path));
    expect(tests.stdout).toMatch(/Tests +3 passed/);
    expect(node(project, TSC, "-p", ".")).toMatchObject({ status: 0, stdout: "" });
    const [, campaign] = /^npx tidemark (check .*)$/m.exec(guide) ?? [];
    const checked = npx(project, "tidemark", ...campaign.split(" "), "--json");
    expect(JSON.parse(checked.stdout)).toMatchObject({ runs: 200, failures: [], nondeterministic: [] });
    expect(checked.status).toBe(0);
  });
});
