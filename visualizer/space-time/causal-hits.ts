/** Which event a viewer means on the causal axis. */
import type { Selection } from "../page/selection.ts";
import { isNotable } from "../player/notable.ts";
import type { RunModel } from "../run-model.ts";
import { type CausalIndex, causalIndexOf } from "./causal-index.ts";
import { causeChain } from "./draw-cause.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { runIndexOf } from "./run-index.ts";
import { firstWhere } from "./search.ts";
import type { TimeRange } from "./time-scale.ts";

/** The newest drawn event at or before an event; -1 if there is none. */
export function newestDrawn(causal: CausalIndex, seq: number): number {
  while (seq >= 0 && !causal.isDrawn(seq)) seq--;
  return seq;
}

/** The event of a lane in the column that is nearest to a place, a notable one first; -1 if the lane has none. */
export function nearestInColumns(model: RunModel, lane: Lane, place: number): number {
  const causal = causalIndexOf(model);
  let best = -1;
  const away = (seq: number): number => Math.abs(causal.column(seq) - place);
  for (const source of lane.sources) {
    const seqs = causal.of(source);
    const at = firstWhere(seqs.length, (i) => causal.column(seqs[i]) >= place);
    const from = firstWhere(seqs.length, (i) => at > 0 && causal.column(seqs[i]) >= causal.column(seqs[at - 1]));
    for (
      let i = Math.min(from, at);
      i < seqs.length && (i <= at || causal.column(seqs[i]) === causal.column(seqs[at]));
      i++
    ) {
      const seq = seqs[i];
      const nearer = best < 0 ? -1 : away(seq) - away(best);
      if (nearer < 0 || (nearer === 0 && isNotable(model.store, seq) && !isNotable(model.store, best))) best = seq;
    }
  }
  return best;
}

/** The next (1) or previous (-1) drawn event of a lane; `seq` itself if there is none. */
export function neighbourInColumns(causal: CausalIndex, lane: Lane, seq: number, step: 1 | -1): number {
  const found = lane.sources.flatMap((source) => {
    const seqs = causal.of(source);
    const after = firstWhere(seqs.length, (i) => seqs[i] > seq);
    return seqs[step === 1 ? after : firstWhere(seqs.length, (i) => seqs[i] >= seq) - 1] ?? [];
  });
  if (found.length === 0) return seq;
  return step === 1 ? Math.min(...found) : Math.max(...found);
}

/** Notable drawn events of a stretch of columns, oldest first, at most `most`. */
export function notableInColumns(model: RunModel, { all }: Lanes, { from, to }: TimeRange, most: number): number[] {
  const causal = causalIndexOf(model);
  const found = all.flatMap(({ sources }) =>
    sources.flatMap((source) => {
      const seqs = causal.of(source);
      const first = firstWhere(seqs.length, (i) => causal.column(seqs[i]) >= from);
      const own: number[] = [];
      for (let i = first; i < seqs.length && causal.column(seqs[i]) <= to && own.length < most; i++)
        if (isNotable(model.store, seqs[i])) own.push(seqs[i]);
      return own;
    }),
  );
  return found.sort((a, b) => a - b).slice(0, most);
}

/** Columns that are left on each side of what is framed. */
const MARGIN_COLUMNS = 2;
/** Events of a chain of causes that are framed, the newest. */
const FRAMED_LINKS = 12;

/** The columns that show what is selected; null if they are all. */
export function framedColumns(model: RunModel, selection: Selection | null): TimeRange | null {
  const causal = causalIndexOf(model);
  let seqs: readonly number[] = [];
  if (selection?.kind === "event" && selection.seq >= 0 && selection.seq < model.store.count)
    seqs = [...causeChain(model, selection.seq).slice(-FRAMED_LINKS), newestDrawn(causal, selection.seq)];
  else if (selection?.kind === "checkpoint") {
    const checkpoint = runIndexOf(model).checkpoints.byId.get(selection.id);
    if (checkpoint !== undefined)
      seqs = [
        checkpoint.triggerSeq,
        checkpoint.endSeq,
        ...[...checkpoint.parts.values()].map(({ syncSeq }) => syncSeq),
      ];
  }
  const columns = seqs.filter((seq) => seq >= 0 && causal.isDrawn(seq)).map((seq) => causal.column(seq));
  if (columns.length === 0) return null;
  return { from: Math.min(...columns) - MARGIN_COLUMNS, to: Math.max(...columns) + MARGIN_COLUMNS };
}
