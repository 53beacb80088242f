/** What the page has to show beside its own code: scenarios and the jobs that they run, as plain data. */
import type { Scenario } from "../../sim/scenario.ts";

/** A scenario that can be chosen. */
export interface LibraryScenario {
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
  /** Holds its records itself: the page reads no files. */
  readonly scenario: Scenario;
}

/** A job module as one script in CommonJS that requires nothing but `tidemark` and `tidemark/sim`. */
export interface LibraryJob {
  /** As the programs of scenarios name it. */
  readonly module: string;
  /** SHA-256 of the code, 64 hex digits. */
  readonly sha256: string;
  readonly code: string;
  readonly sources: JobSources;
}

/** What a job's script was made of. */
export interface JobSources {
  /** Names of the files. */
  readonly files: readonly string[];
  /** Of a source map, ECMA-426. */
  readonly mappings: string;
}

/** The name that stacks and debuggers have for the script of a job. */
export function scriptNameOf(module: string): string {
  return `tidemark-job/${encodeURI(module)}.cjs`;
}

/** The content of `library.json`. */
export interface Library {
  /** Version of the package that the page and the jobs were built from. */
  readonly engine: string;
  /** In the order in which they may be read. */
  readonly scenarios: readonly LibraryScenario[];
  readonly jobs: readonly LibraryJob[];
}
