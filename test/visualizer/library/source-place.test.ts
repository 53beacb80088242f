import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { libraryJob } from "../../../cli/ui/library.ts";
import { bundleModule } from "../../../cli/user-module/bundle.ts";
import { loadModule } from "../../../cli/user-module/load.ts";
import { JOBS } from "../../../exercises/jobs/index.ts";
import * as sim from "../../../sim/index.ts";
import { programReferenceOf } from "../../../sim/program-reference.ts";
import { placeOfRefusal, stackOfRefusal } from "../../../src/cluster/refused-graph.ts";
import { Configuration } from "../../../src/config/configuration.ts";
import * as tidemark from "../../../src/index.ts";
import type { LibraryJob } from "../../../visualizer/library/library.ts";
import { loadJob } from "../../../visualizer/library/load-job.ts";
import { sourceOfCall } from "../../../visualizer/library/source-place.ts";

const PACKAGES = { tidemark, "tidemark/sim": sim };
const WORKER = "https://example.org/assets/simulation-worker-1.js";

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../../exercises/jobs/${name}.ts`, import.meta.url));
}

/** The stack as it is in the page, where all of the package is one script. */
function inWorker(stack: string | null): string {
  return (stack ?? "").replaceAll(/(?:file:\/\/)?\/[^\s():]*\/(?:src|test|cli|visualizer|sim)\/[^\s():]*\.ts/g, WORKER);
}

/** Refused for a setting of the scenario: no operator has so many key groups. */
const reference = (name: string) =>
  programReferenceOf({
    ...JOBS[name].scenario,
    configuration: { "pipeline.auto-generate-uids": false, "parallelism.default": 3, "pipeline.max-parallelism": 2 },
  });

describe("the call for which a job was refused", () => {
  it.each(Object.keys(JOBS))("is found in the sources of %s, as the command line finds it", (name) => {
    const bundle = bundleModule(name, pathOf(name));
    const job = libraryJob(`./jobs/${name}.ts`, bundle);
    const program = loadJob(job, PACKAGES);
    const stack = inWorker(stackOfRefusal(() => program, reference(name), new Configuration()));
    expect(stack).toContain(WORKER);

    const module = loadModule(`./jobs/${name}.ts`, bundle);
    const place = placeOfRefusal(() => module.program, reference(name), new Configuration());
    const found = sourceOfCall(stack, [job]);
    expect(found).toEqual({ source: place === null ? "" : module.sourceOf(place), call: place?.call });
    const [file, line] = (found?.source ?? "").split(":");
    const lines = readFileSync(pathOf(basename(file, ".ts")), "utf8").split("\n");
    expect(lines[Number(line) - 1]).toContain(`.${found?.call}(`);
  });

  const job: LibraryJob = {
    module: "./my job.ts",
    sha256: "",
    code: "",
    // Line 2 of the code: from its column 4 on it is line 6 of the second file.
    sources: { files: ["other.ts", "my job.ts"], mappings: "AAAA;ICKA" },
  };

  it("is read from the stacks of other engines, too", () => {
    const gecko = `keyBy@${WORKER}:1:90\nprogram@tidemark-job/./my%20job.ts.cjs:4:9\nbuild@${WORKER}:1:5`;
    expect(sourceOfCall(gecko, [job])).toEqual({ source: "./my job.ts:6", call: "keyBy" });
  });

  it("is nowhere when the job's own code threw, and where no map tells of the place", () => {
    const own = `fail@tidemark-job/./my%20job.ts.cjs:4:9\nmap@${WORKER}:1:90\nprogram@tidemark-job/./my%20job.ts.cjs:4:9`;
    expect(sourceOfCall(own, [job])).toBeNull();
    expect(sourceOfCall(`keyBy@${WORKER}:1:90\nprogram@tidemark-job/./my%20job.ts.cjs:4:2`, [job])).toBeNull();
    expect(sourceOfCall(`keyBy@${WORKER}:1:90\nprogram@tidemark-job/other.cjs:4:9`, [job])).toBeNull();
    expect(sourceOfCall("", [job])).toBeNull();
  });
});
