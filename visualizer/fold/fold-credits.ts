/**
 * The credits of a channel as its receiver counts them. Its exclusive buffers are credit from the start; each data buffer
 * that is sent spends one, each grant gives some, and a buffer that was processed is spent no longer. A channel inside of a
 * process knows no credit, and events need none.
 */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { Fold } from "./fold-event.ts";
import type { ChannelView, CreditsView, ViewState } from "./view-state.ts";

export const creditFolds: Partial<Record<TraceKind, Fold>> = {
  "buf.send"(state, store, seq) {
    // Most channels of a small cluster are local: their payload is not worth reading.
    if (state.channels.get(store.ch(seq))?.local !== false || store.ext(seq)?.data !== true) return;
    change(state, store.ch(seq), ({ free, spent }) => ({ free: Math.max(0, free - 1), spent: spent + 1 }));
  },
  "buf.recycle": (state, store, seq) =>
    change(state, store.ch(seq), ({ free, spent }) => ({ free, spent: Math.max(0, spent - 1) })),
  "credit.grant": (state, store, seq) =>
    change(state, store.ch(seq), ({ free, spent }) => ({ free: free + store.a(seq), spent })),
  "credit.zero"(state, store, seq) {
    const channel = state.own(state.channels, store.ch(seq));
    if (channel !== undefined) channel.noCreditSince = store.t(seq);
  },
  "credit.back"(state, store, seq) {
    const channel = state.own(state.channels, store.ch(seq));
    if (channel !== undefined) channel.noCreditSince = null;
  },
};

function change(state: ViewState, ch: number, by: (credits: CreditsView) => CreditsView): void {
  const channel = state.channels.get(ch);
  if (channel === undefined || channel.local) return;
  const before = channel.credits ?? initialCredits(state, channel);
  const own = state.own(state.channels, ch);
  if (own !== undefined && before !== null) own.credits = by(before);
}

/** Null if the trace does not say with how many a channel begins. */
function initialCredits(state: ViewState, { edge }: ChannelView): CreditsView | null {
  const free = state.edges.get(edge)?.exclusiveBuffers ?? null;
  return free === null ? null : { free, spent: 0 };
}
