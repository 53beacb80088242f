/** What of the graph can be reached and selected: cards, channels, envelopes and machines, each with its place and its name. */
import type { ViewState } from "../fold/view-state.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import type { Language } from "../text/catalogue.ts";
import { type ChannelLine, channelLines } from "./channel-lines.ts";
import { openLines } from "./channels-scene.ts";
import { describeMachine, describeTask } from "./describe.ts";
import { channelName } from "./describe-channel.ts";
import { describeTransaction, placeEnvelopes } from "./envelope-marks.ts";
import { type Envelopes, envelopesOf } from "./envelopes.ts";
import type { Box, Card, GraphLayout } from "./layout.ts";
import { loadAt } from "./load-bar.ts";
import { machineOf } from "./machine-condition.ts";

export interface GraphTarget {
  readonly key: string;
  readonly box: Box;
  /** What it is called to those who do not see it. */
  readonly label: string;
  readonly selection: Selection;
  /** Of a channel: keys of the cards at its ends. */
  readonly ends?: readonly [from: string, to: string];
  /** Of an envelope: key of its card. */
  readonly card?: string;
}

/** What decides which targets there are. */
export interface TargetView {
  readonly model: Pick<RunModel, "activities">;
  readonly state: ViewState;
  /** Virtual µs per second of the viewer's time. */
  readonly rate: number;
  readonly selection: Selection | null;
  readonly language: Language;
}

/** In the order in which they are read. */
export function targetsOf(view: TargetView, layout: GraphLayout): GraphTarget[] {
  const { state, model, language, rate } = view;
  const targets: GraphTarget[] = [];
  const letters: GraphTarget[] = [];
  const envelopes = envelopesOf(state, state.micros, rate);
  for (const card of layout.cards) {
    const task = state.tasks.get(card.task);
    if (task === undefined) continue;
    const { vertex, subtask } = task;
    const key = `${vertex}/${subtask}`;
    targets.push({
      key,
      box: card,
      label: describeTask(state, task, loadAt(model.activities, task.task, state.micros), language),
      selection: { kind: "subtask", vertex, subtask },
    });
    const own = envelopes.get(key);
    if (own !== undefined) letters.push(...envelopeTargets(key, card, own, language));
  }
  targets.push(...channelTargets(view, layout), ...letters);
  for (const box of layout.machines) {
    const machine = machineOf(state, box.letter);
    if (machine === undefined) continue;
    const { letter } = box;
    const label = describeMachine(state, machine, state.micros, language);
    targets.push({ key: `machine ${letter}`, box, label, selection: { kind: "machine", letter } });
  }
  return targets;
}

/** Key of the target of a channel. */
export function channelKey(ch: number): string {
  return `channel ${ch}`;
}

/** Those that are drawn as lines. */
function channelTargets({ state, selection, language }: TargetView, layout: GraphLayout): GraphTarget[] {
  const lines = channelLines(state, layout);
  const isOpen = openLines(state, selection, lines);
  const keyOf = (task: number) => {
    const { vertex, subtask } = state.tasks.get(task) ?? { vertex: "", subtask: -1 };
    return `${vertex}/${subtask}`;
  };
  return [...lines.values()].flatMap((line): GraphTarget[] => {
    const channel = state.channels.get(line.ch);
    if (channel === undefined || !isOpen(line)) return [];
    return [
      {
        key: channelKey(line.ch),
        box: railBox(line),
        label: channelName(state, channel, language),
        selection: { kind: "channel", ch: line.ch },
        ends: [keyOf(line.fromTask), keyOf(line.toTask)],
      },
    ];
  });
}

/** The rail at the receiver: no two channels share it, while they may cross everywhere else. */
function railBox({ to, in: into }: ChannelLine): Box {
  const [w, h] = [into.x - to.x, into.y - to.y];
  return h === 0 ? { x: to.x, y: to.y - 6, w, h: 12 } : { x: to.x - 6, y: to.y, w: 12, h };
}

function envelopeTargets(card: string, box: Card, envelopes: Envelopes, language: Language): GraphTarget[] {
  const { boxes } = placeEnvelopes(box, envelopes, language);
  return envelopes.shown.map((transaction, i) => ({
    key: `transaction ${transaction.txn}`,
    box: boxes[i],
    label: describeTransaction(transaction, i === 0 ? envelopes.more : 0, language),
    selection: { kind: "transaction", txn: transaction.txn },
    card,
  }));
}
