/** When a fault strikes, as text: `12.4s`, `txn.pre#3+2ms`, `txn.pre(cp=3,task=Map,subtask=2)#1`. */
import { TRACE_KINDS, TRACE_LEVELS, type TraceKind } from "../../src/trace/kinds.ts";
import { happensInTask, readName, writtenName } from "./anchor-task.ts";
import type { FaultAnchor, FaultWhen } from "./fault.ts";
import { duration, formatMs, type Refuse } from "./time-text.ts";

/** `refuse` is called for a text that cannot be read. */
export function parseWhen(text: string, refuse: Refuse): FaultWhen {
  const anchor = /^([a-z]+\.[a-z]+)(?:\(([^()]*)\))?(?:#(\d+))?(?:\+(.+))?$/.exec(text);
  if (anchor === null) return { atMs: duration(text, refuse) };
  const kind = TRACE_KINDS.find((known) => known === anchor[1]);
  if (kind === undefined || TRACE_LEVELS[kind] !== 0)
    return refuse(`"${anchor[1]}" is not an event of the coordination level`);
  return {
    kind,
    n: Number(anchor[3] ?? 1),
    ...parseWhich(kind, anchor[2], refuse),
    plusMs: anchor[4] === undefined ? 0 : duration(anchor[4], refuse),
  };
}

/** `cp=3,task=Map,subtask=2`: which of the events of a kind are meant. */
function parseWhich(
  kind: TraceKind,
  text: string | undefined,
  refuse: Refuse,
): Pick<FaultAnchor, "checkpoint" | "task"> {
  const values = new Map(text?.split(",").map((option) => option.split(/=(.*)/s, 2) as [string, string | undefined]));
  for (const [key, value] of values)
    if (!["cp", "task", "subtask"].includes(key) || value === undefined)
      return refuse(`"${key}" in the brackets is not one of cp=NUMBER, task=NAME and subtask=NUMBER`);
  const number = (key: string): number | null => {
    const value = values.get(key);
    if (value === undefined) return null;
    return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : refuse(`${key} has to be a whole number from 1`);
  };
  const [checkpoint, subtask] = [number("cp"), number("subtask")];
  const written = values.get("task");
  if (written === undefined)
    return subtask === null ? { checkpoint, task: null } : refuse("it has a subtask without a task");
  const name = readName(written) ?? refuse(`"${written}" is not the name of a task`);
  if (!happensInTask(kind)) return refuse(`"${kind}" does not happen in a task`);
  return { checkpoint, task: { name, subtask } };
}

/** The text from which `parseWhen` gives the same. */
export function formatWhen(when: FaultWhen): string {
  return "atMs" in when ? formatMs(when.atMs) : formatAnchor(when);
}

function formatAnchor({ kind, n, checkpoint, task, plusMs }: FaultAnchor): string {
  const which = [
    ...(checkpoint === null ? [] : [`cp=${checkpoint}`]),
    ...(task === null ? [] : [`task=${writtenName(task.name)}`]),
    ...(task === null || task.subtask === null ? [] : [`subtask=${task.subtask}`]),
  ];
  const brackets = which.length === 0 ? "" : `(${which.join(",")})`;
  return `${kind}${brackets}#${n}${plusMs > 0 ? `+${formatMs(plusMs)}` : ""}`;
}
