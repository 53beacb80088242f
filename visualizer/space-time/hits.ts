/** Which event a viewer means: by place, by lane and neighbour, by selection. */
import type { Selection } from "../page/selection.ts";
import { isNotable } from "../player/notable.ts";
import type { RunModel } from "../run-model.ts";
import { causeChain } from "./draw-cause.ts";
import { isOfLane, type Lane, type Lanes } from "./lanes.ts";
import { runIndexOf } from "./run-index.ts";
import { firstWhere } from "./search.ts";
import type { TimeRange } from "./time-scale.ts";

/** A notable event is taken before others that are nearer by up to so many px. */
const NOTABLE_PX = 5;
/** Most events that are looked at on each side. */
const MOST_LOOKS = 500;

/**
 * The event of a lane that is nearest to a moment; among those that fall together, a notable one.
 * @param pxMicros µs of one px
 * @returns -1 if the lane has no events
 */
export function nearestEvent(model: RunModel, lane: Lane, micros: number, pxMicros: number): number {
  const { store } = model;
  let best = -1;
  let bestPx = Number.POSITIVE_INFINITY;
  for (const source of lane.sources) {
    const seqs = runIndexOf(model).lanes.of(source);
    const at = firstWhere(seqs.length, (i) => store.t(seqs[i]) >= micros);
    for (const step of [1, -1])
      for (
        let i = step === 1 ? at : at - 1, looks = 0;
        i >= 0 && i < seqs.length && looks < MOST_LOOKS;
        i += step, looks++
      ) {
        const px = Math.abs(store.t(seqs[i]) - micros) / pxMicros;
        const distance = px + (isNotable(store, seqs[i]) ? 0 : NOTABLE_PX);
        if (distance < bestPx) {
          best = seqs[i];
          bestPx = distance;
        }
        if (px > NOTABLE_PX && best >= 0) break;
      }
  }
  return best;
}

/** The next or the previous event of a lane after `seq`, which need not be on it; `seq` itself if there is none. */
export function neighbour(model: RunModel, lane: Lane, seq: number, step: 1 | -1): number {
  const found = lane.sources.flatMap((source) => {
    const seqs = runIndexOf(model).lanes.of(source);
    const after = firstWhere(seqs.length, (i) => seqs[i] > seq);
    return seqs[step === 1 ? after : firstWhere(seqs.length, (i) => seqs[i] >= seq) - 1] ?? [];
  });
  if (found.length === 0) return seq;
  return step === 1 ? Math.min(...found) : Math.max(...found);
}

/** The lane of what is selected; undefined if it has none. */
export function selectedLane(model: RunModel, lanes: Lanes, selection: Selection | null): Lane | undefined {
  if (selection?.kind === "event" && selection.seq < model.store.count)
    return lanes.byKey.get(runIndexOf(model).sourceOf(selection.seq));
  if (selection?.kind === "subtask") return lanes.all.find((lane) => isOfLane(lane, selection));
  return undefined;
}

/** Share of a framed stretch that is left on each side. */
const FRAME_MARGIN = 0.25;
const LEAST_FRAME_MICROS = 400;
/** Events of a chain of causes that are framed, the newest. */
const FRAMED_LINKS = 12;

/** The stretch that shows what is selected; null if it is all of the run. */
export function frameOf(model: RunModel, selection: Selection | null): TimeRange | null {
  const { store } = model;
  let stretch: TimeRange | null = null;
  if (selection?.kind === "event" && selection.seq >= 0 && selection.seq < store.count) {
    const t = store.t(selection.seq);
    const chain = causeChain(model, selection.seq);
    stretch = { from: store.t(chain[Math.max(0, chain.length - FRAMED_LINKS)]), to: t };
  } else if (selection?.kind === "checkpoint") {
    const checkpoint = runIndexOf(model).checkpoints.byId.get(selection.id);
    if (checkpoint !== undefined)
      stretch = { from: checkpoint.triggeredAt, to: Math.min(checkpoint.endedAt, store.endMicros) };
  }
  if (stretch === null) return null;
  const margin = Math.max(LEAST_FRAME_MICROS, stretch.to - stretch.from) * FRAME_MARGIN;
  return { from: stretch.from - margin, to: stretch.to + margin };
}

/** Notable events of a stretch, oldest first, at most `most`. */
export function notableIn({ store, notable }: RunModel, { from, to }: TimeRange, most: number): number[] {
  const { seqs } = notable;
  const first = firstWhere(seqs.length, (i) => store.t(seqs[i]) >= from);
  const found: number[] = [];
  for (let i = first; i < seqs.length && store.t(seqs[i]) <= to && found.length < most; i++) found.push(seqs[i]);
  return found;
}
