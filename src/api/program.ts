import type { JobHandle, StreamExecutionEnvironment } from "./execution-environment.ts";

/**
 * A job module's default export: builds jobs in the environment it is given and touches nothing else.
 * `args` are the program's arguments by name.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a builder that returns nothing is the usual case.
export type JobProgram = (env: StreamExecutionEnvironment, args: ReadonlyMap<string, string>) => JobHandle | void;

/** A job with a description for listings. */
export interface JobDefinition {
  readonly name: string;
  /** One sentence. */
  readonly description?: string;
  /** Names of arguments and what they mean. */
  readonly args?: Readonly<Record<string, string>>;
  readonly program: JobProgram;
}

/** Checks a definition's name and gives it back, typed. */
export function defineJob(definition: JobDefinition): JobDefinition {
  if (definition.name === "") throw new Error("A job needs a name that is not empty.");
  return definition;
}

/** The program of a module's default export, which is a function or a definition. */
export function programOf(exported: JobProgram | JobDefinition): JobProgram {
  return typeof exported === "function" ? exported : exported.program;
}
