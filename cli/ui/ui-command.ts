/** `tidemark ui`: shows runs in the browser. */
import { readFileSync } from "node:fs";
import { readTour } from "../../visualizer/tours/read-tour.ts";
import type { Tour } from "../../visualizer/tours/tour.ts";
import { readThrough } from "../trace-file.ts";
import { messageOf, UserError } from "../user-error.ts";
import { builtInLibrary } from "./library.ts";
import { jsonFile, readPageFiles } from "./page-files.ts";
import { withScenario } from "./served-library.ts";
import { servePage } from "./server.ts";

const MICROS_PER_MS = 1000;

/** Options of `tidemark ui`. */
export interface UiOptions {
  readonly port: number;
  /** File of a scenario, or name of a built-in one: the page opens with it. */
  readonly scenario?: string;
  /** Virtual time at which it opens, ms; left out: before the first record. */
  readonly at?: number;
  /** File of a trace: the page opens with it. */
  readonly trace?: string;
  /** File of a tour: the page opens with its first stop. */
  readonly tour?: string;
}

/** What the command needs of its surroundings. */
export interface UiSurroundings {
  /** Makes the page current and gives its folder. Throws `UserError`. */
  folder(): string;
  print(line: string): void;
  /** Resolves with the exit code when the server is to end. */
  ended(): Promise<number>;
}

/**
 * Serves until it is ended; gives the exit code. What is wrong with a scenario or a trace is told before the page is built.
 *
 * @throws UserError one sentence
 */
export async function uiCommand(
  { port, scenario, at, trace, tour }: UiOptions,
  surroundings: UiSurroundings,
): Promise<number> {
  if (trace !== undefined) readThrough(trace);
  if (at !== undefined && scenario === undefined)
    throw new UserError("--at says when in a scenario the page opens: name the scenario with --scenario.");
  const chosen = scenario === undefined ? null : withScenario(builtInLibrary(), scenario);
  const leading = tour === undefined ? null : readTourFile(tour);
  const files = readPageFiles(surroundings.folder());
  if (leading !== null) files.set("/tour.json", jsonFile(leading));
  if (chosen !== null) files.set("/library.json", jsonFile(chosen.library));
  const server = await servePage(port, { files, trace: trace ?? null });
  const fragment =
    chosen !== null
      ? `#s=${encodeURIComponent(chosen.name)}${at === undefined ? "" : `&at=${at * MICROS_PER_MS}`}`
      : trace !== undefined
        ? "#trace=1"
        : leading !== null
          ? "#own-tour=1"
          : "";
  surroundings.print(`Tidemark is at http://127.0.0.1:${server.port}/${fragment} (Ctrl-C ends it)`);
  const code = await surroundings.ended();
  server.close();
  return code;
}

function readTourFile(path: string): Tour {
  try {
    return readTour(JSON.parse(readFileSync(path, "utf8")));
  } catch (thrown) {
    throw new UserError(`The tour ${path} cannot be read: ${messageOf(thrown)}`);
  }
}
