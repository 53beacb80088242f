/** Traces as files: written whole or not at all, read event by event whatever their size. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Scenario } from "../sim/scenario.ts";
import type { Run } from "../sim/simulation.ts";
import { DIGEST_ALGORITHM } from "../sim/trace/digest.ts";
import { TraceFileError, type TraceHeader, TraceReader, traceLines } from "../sim/trace/jsonl.ts";
import type { TraceLevel } from "../src/trace/kinds.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import { fileLines } from "./file-lines.ts";
import type { Pauses } from "./interruption.ts";
import { isModulePath } from "./job-of.ts";
import { UserError } from "./user-error.ts";
import { writeLines } from "./write-file.ts";

/** Finest level in a file; -1: the digest and its chain only. */
export type FileLevel = -1 | TraceLevel;

/** A file that is looked at for being a scenario has at most so many bytes. */
const MAX_SCENARIO_BYTES = 1 << 20;

/**
 * Writes the trace of a run.
 *
 * @param folder that the paths in the run's scenario are relative to; in the file they are relative to the file
 */
export function writeTraceFile(
  path: string,
  run: Run,
  level: FileLevel,
  folder: string,
  pauses: Pauses,
): Promise<void> {
  const scenario = moved(run.scenario, folder, dirname(resolve(path)));
  const { digest, digestChain: chain } = run;
  const header: TraceHeader = { scenario, digest, digestAlgorithm: DIGEST_ALGORITHM, level, chain };
  return writeLines(path, traceLines(header, run.trace), pauses);
}

/** The same scenario for another folder. What is not there lies in the package and is found from everywhere. */
function moved(scenario: Scenario, from: string, to: string): Scenario {
  const way = (path: string): string => {
    if (isAbsolute(path) || resolve(from) === to || !existsSync(resolve(from, path))) return path;
    const moved = relative(to, resolve(from, path)).split(sep).join("/");
    return moved.startsWith("../") || isAbsolute(moved) ? moved : `./${moved}`;
  };
  const inputs = Object.entries(scenario.inputs ?? {}).map(
    ([name, input]) => [name, "file" in input ? { ...input, file: way(input.file) } : input] as const,
  );
  return {
    ...scenario,
    programs: scenario.programs.map((program) =>
      isModulePath(program.module) ? { ...program, module: way(program.module) } : program,
    ),
    ...(scenario.inputs === undefined ? {} : { inputs: Object.fromEntries(inputs) }),
  };
}

/** A trace file that is being read. */
export interface OpenTrace {
  readonly header: TraceHeader;
  /** Every event with its line. That the file is complete is known at the end. */
  readonly events: Generator<{ readonly event: TraceEvent; readonly line: string }, void>;
}

/** Reads the header; the events follow as they are asked for. Both throw `UserError`, one sentence with the line. */
export function openTrace(path: string): OpenTrace {
  const lines = fileLines(path);
  const reader = new TraceReader();
  const asked = <T>(action: () => T): T => {
    try {
      return action();
    } catch (thrown) {
      if (!(thrown instanceof TraceFileError)) throw thrown;
      lines.return();
      throw new UserError(isScenarioFile(path) ? scenarioSentence(path) : `${path}: ${thrown.message}`);
    }
  };
  const first = lines.next();
  const header = asked(() => {
    if (first.done !== true) reader.line(first.value);
    return reader.header ?? reader.end();
  });
  function* events(): OpenTrace["events"] {
    for (const line of lines) {
      const event = asked(() => reader.line(line));
      if (event !== null) yield { event, line: line.endsWith("\r") ? line.slice(0, -1) : line };
    }
    asked(() => reader.end());
  }
  return { header, events: events() };
}

/** Reads a trace to its end and hands out each event: after that the file is known to be whole and unchanged. */
export function readThrough(path: string, on: (event: TraceEvent) => void = () => {}): TraceHeader {
  const { header, events } = openTrace(path);
  for (const { event } of events) on(event);
  return header;
}

function scenarioSentence(path: string): string {
  return `${path} is a scenario, not the trace of a run; run it with: tidemark run --scenario ${path}`;
}

function isScenarioFile(path: string): boolean {
  try {
    if (statSync(path).size > MAX_SCENARIO_BYTES) return false;
    const data: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof data === "object" && data !== null && "programs" in data && "cluster" in data;
  } catch {
    return false;
  }
}
