/** What the inspector says of a selection at the cursor: a heading and facts. */
import type { ViewState } from "../fold/view-state.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { inspectorTexts } from "../text/inspector.ts";
import { explainerOf } from "./explainer.ts";
import type { RunNames } from "./names.ts";
import { moment } from "./quantities.ts";
import { channelFacts, machineFacts, subtaskFacts } from "./subject-cluster.ts";
import { checkpointFacts, transactionFacts } from "./subject-outcome.ts";

/** The name of a text of the inspector. */
export type InspectorText = keyof (typeof inspectorTexts)["en"];

/** A label and what stands beside it. */
export interface Line {
  readonly label: InspectorText;
  readonly value: string;
}

/** The moment at which facts are told, and how. */
export interface At {
  readonly model: RunModel;
  readonly state: ViewState;
  readonly names: RunNames;
  /** Virtual time of the cursor, µs. */
  readonly micros: number;
  readonly language: Language;
  readonly say: (name: InspectorText, ...values: readonly (string | number)[]) => string;
}

/** A selection as the inspector shows it. `lines` is null if it does not exist at the cursor. */
export interface Subject {
  readonly heading: string;
  readonly lines: readonly Line[] | null;
}

/** The selection at a moment. */
export function subjectOf(
  model: RunModel,
  state: ViewState,
  micros: number,
  selection: Selection,
  language: Language,
): Subject {
  const { names } = explainerOf(model.store);
  const say: At["say"] = (name, ...values) => textOf(inspectorTexts, language, name, ...values);
  const at: At = { model, state, names, micros, language, say };
  switch (selection.kind) {
    case "subtask":
      return {
        heading: say("subtask", names.subtask(selection.vertex, selection.subtask)),
        lines: subtaskFacts(at, selection.vertex, selection.subtask),
      };
    case "channel": {
      const from = names.task(names.sender(selection.ch), language);
      const to = names.task(names.receiver(selection.ch), language);
      return { heading: say("channel", `${from} → ${to}`), lines: channelFacts(at, selection.ch) };
    }
    case "machine":
      return { heading: say("machine", selection.letter), lines: machineFacts(at, selection.letter) };
    case "checkpoint": {
      const isSavepoint = state.checkpoints.get(selection.id)?.isSavepoint === true;
      return {
        heading: say(isSavepoint ? "savepoint" : "checkpoint", selection.id),
        lines: checkpointFacts(at, selection.id),
      };
    }
    case "transaction":
      return { heading: say("transaction", selection.txn), lines: transactionFacts(at, selection.txn) };
    case "event":
      return { heading: say("event", selection.seq), lines: eventFacts(at, selection.seq) };
  }
}

function eventFacts({ model: { store }, names, language }: At, seq: number): Line[] | null {
  if (seq < 0 || seq >= store.count) return null;
  const task = store.task(seq);
  const lines: Line[] = [
    { label: "time", value: moment(store.t(seq), language) },
    { label: "kind", value: store.kind(seq) },
  ];
  if (task >= 0) lines.push({ label: "where", value: names.long(task, language) });
  return lines;
}
