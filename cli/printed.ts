/** What the functions of a job have printed, as the report of a run shows it. */
import type { VerifiedRun } from "../sim/verify.ts";
import { labelled } from "./results.ts";
import { count, LABEL, type Paint, shorten, WIDTH } from "./text.ts";

/** Last lines that are shown of all. */
const SHOWN = 5;

/** Nothing for a job that has printed nothing; the trace (`--trace`, events `tm.print`) has all lines. */
export function printedLines(run: VerifiedRun, paint: Paint): string[] {
  return [...told("stdout", run.stdout(), paint), ...told("stderr", run.stderr(), paint)];
}

function told(stream: string, lines: readonly string[], paint: Paint): string[] {
  if (lines.length === 0) return [];
  const which = lines.length > SHOWN ? `, the last ${SHOWN} of them` : "";
  const shown = lines.slice(-SHOWN).map((line) => shorten(`${" ".repeat(LABEL)}${line}`, WIDTH));
  return [labelled(stream, `${count(lines.length, "line")} printed on the TaskManagers${which}:`, paint), ...shown];
}
