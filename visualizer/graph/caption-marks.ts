/** The text under a card: what the subtask waits for, why it failed, how many records came too late. */
import type { Primitive } from "../draw/primitives.ts";
import type { TaskView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { envelopesMarks, placeEnvelopes } from "./envelope-marks.ts";
import type { Envelopes } from "./envelopes.ts";
import { CAPTION_HEIGHT, CARD_WIDTH, type Card } from "./layout.ts";
import { isProcessGone } from "./machine-condition.ts";
import { fitted, widthOf } from "./words.ts";

/** Inputs that have a pip of their own; of more, only the numbers are told. */
const MOST_PIPS = 4;

/** How many inputs of an aligning subtask have brought the barrier. */
export function alignmentOf(state: ViewState, task: TaskView): { arrived: number; inputs: number } {
  const arrived = task.inputs.filter((ch) => state.channels.get(ch)?.blockedBy === task.aligning?.checkpoint);
  return { arrived: arrived.length, inputs: task.inputs.length };
}

/** What a running subtask waits for; empty if it does not wait. */
export function waitText(state: ViewState, task: TaskView, language: Language): string {
  if (task.state === "RUNNING" && isProcessGone(state, task)) return textOf(graph, language, "processGone");
  if (task.aligning !== null) {
    const { arrived, inputs } = alignmentOf(state, task);
    return textOf(graph, language, "aligning", task.aligning.checkpoint, arrived, inputs);
  }
  if (task.wait === null || task.state !== "RUNNING") return "";
  return waitPhrase(task.wait.reason, language);
}

function waitPhrase(reason: string, language: Language): string {
  const name = `wait.${reason}`;
  return isWaitName(name) ? textOf(graph, language, name) : reason;
}

type GraphText = keyof typeof graph.en;

function isWaitName(name: string): name is GraphText & `wait.${string}` {
  return name in graph.en;
}

/** @param envelopes transactions of the subtask, which stand at the right end */
export function captionMarks(
  card: Card,
  task: TaskView,
  state: ViewState,
  language: Language,
  envelopes?: Envelopes,
  selectedTransaction: string | null = null,
): Primitive[] {
  const of = `task:${task.task}`;
  const y = card.y + card.h + CAPTION_HEIGHT / 2 + 1;
  const marks: Primitive[] = [];
  let x = card.x + 2;
  if (task.aligning !== null) {
    const { arrived, inputs } = alignmentOf(state, task);
    for (let i = 0; inputs <= MOST_PIPS && i < inputs; i++, x += 11)
      marks.push({
        shape: "circle",
        x: x + 4,
        y,
        r: 4,
        stroke: "snap",
        width: 1.5,
        ...(i < arrived ? { fill: "snap" } : {}),
        of,
      });
    if (inputs <= MOST_PIPS) x += 2;
  }
  const failed = task.state === "FAILED" && task.failure !== null;
  const full = failed ? (task.failure ?? "") : waitText(state, task, language);
  const late = task.late === 0 ? "" : textOf(graph, language, "late", task.late);
  const beside = late === "" ? 0 : widthOf(late) + 18;
  let room = card.x + card.w + (card.w > CARD_WIDTH ? 70 : 24) - x - beside;
  if (envelopes !== undefined) {
    // A letter is a mark that may not give way: it takes the end of the line.
    const places = placeEnvelopes(card, envelopes, language);
    marks.push(...envelopesMarks(envelopes, places, selectedTransaction));
    room = places.left - 6 - x - beside;
  }
  const text = failed || widthOf(full) <= room ? full : shorter(state, task, full, language);
  const shown = envelopes === undefined || failed || widthOf(text) <= room ? fitted(text, room) : "";
  if (shown !== "") marks.push({ shape: "text", text: shown, x, y, ink: failed ? "text" : "muted", of });
  if (late !== "") {
    const at = shown === "" ? x : x + widthOf(shown) + 6;
    marks.push(...lateGlyph(at + 5, y, of), { shape: "text", text: late, x: at + 13, y, ink: "text", of });
  }
  return marks;
}

/** What an alignment is called where there is little room: its numbers are worth more than its words. */
function shorter(state: ViewState, task: TaskView, text: string, language: Language): string {
  if (task.aligning === null || isProcessGone(state, task)) return text;
  const { arrived, inputs } = alignmentOf(state, task);
  return textOf(graph, language, "aligningShort", task.aligning.checkpoint, arrived, inputs);
}

/** A circle with a notch. */
export function lateGlyph(x: number, y: number, of: string): Primitive[] {
  return [
    { shape: "circle", x, y, r: 4, stroke: "fail", width: 1.5, of },
    { shape: "line", points: [x, y, x + 4, y - 4], stroke: "fail", width: 2, of },
  ];
}
