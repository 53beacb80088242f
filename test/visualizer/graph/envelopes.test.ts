import { describe, expect, it } from "vitest";
import type { Primitive } from "../../../visualizer/draw/primitives.ts";
import { type TransactionView, ViewState } from "../../../visualizer/fold/view-state.ts";
import { envelopeGlyph } from "../../../visualizer/graph/envelope-marks.ts";
import { envelopesOf, MOST_ENVELOPES } from "../../../visualizer/graph/envelopes.ts";
import { sceneAt, textsOf } from "./support/scene-at.ts";

describe("envelopes", () => {
  const transaction = (n: number, state: TransactionView["state"], endedAt: number | null): TransactionView => ({
    txn: `t${n}`,
    openedAt: n,
    subtask: "v/0",
    log: "log",
    state,
    records: n,
    checkpoint: -1,
    preCommittedAt: null,
    endedAt,
    lastSeq: n,
    edition: 0,
  });

  function stateWith(...transactions: TransactionView[]): ViewState {
    const state = new ViewState();
    for (const one of transactions) state.transactions.set(one.txn, one);
    return state;
  }

  it("have a shape for each state of a transaction", () => {
    const shapes = (["open", "pre-committed", "committed", "aborted"] as const).map((state) =>
      JSON.stringify(envelopeGlyph(state, 0, 0, "")),
    );
    expect(new Set(shapes).size).toBe(4);
    expect(shapes[3]).toContain('"fail"');
  });

  it("are those that are not decided, and count the oldest of many", () => {
    const many = Array.from({ length: 5 }, (_, i) => transaction(i, "pre-committed", null));
    const own = envelopesOf(stateWith(...many), 10, 1e6).get("v/0");
    expect(own?.shown.map(({ txn }) => txn)).toEqual(["t2", "t3", "t4"]);
    expect(own?.more).toBe(5 - MOST_ENVELOPES);
  });

  it("keep what was decided beside what is open only for a moment, and alone until the next is opened", () => {
    const decided = transaction(1, "committed", 1e6);
    const open = transaction(2, "open", null);
    const shown = (micros: number, ...all: TransactionView[]) =>
      envelopesOf(stateWith(...all), micros, 1e6)
        .get("v/0")
        ?.shown.map(({ state }) => state);
    expect(shown(1.2e6, decided, open)).toEqual(["committed", "open"]);
    expect(shown(2e6, decided, open)).toEqual(["open"]);
    expect(shown(9e6, decided)).toEqual(["committed"]);
  });

  it("stand on the sink's cards of a run through all that they go through", () => {
    const at = (micros: number, faults?: readonly string[]) => sceneAt("recovery", micros, faults);
    const isLetter = ({ of }: Primitive) => of?.startsWith("transaction:") === true;
    const seals = (list: readonly Primitive[]) =>
      list.flatMap((mark) => (isLetter(mark) && mark.shape === "circle" ? [mark.fill] : []));
    expect(at(1e6).some(isLetter)).toBe(false);
    const open = at(1_911_400).filter(isLetter);
    expect(open.length).toBeGreaterThan(0);
    expect(seals(open)).toEqual([]);
    expect(seals(at(1_911_700))).toContain("surface");
    expect(seals(at(2e6))).toEqual(["snap", "snap"]);
    const torn = at(4.5e6, ["crash:tm=B@1.9112s/2s"]).filter(isLetter);
    expect(torn.some((mark) => mark.shape === "line" && mark.stroke === "fail")).toBe(true);
    expect(textsOf(sceneAt("two-phase-commit", 1_911_500), "transactions")).toEqual(["txn cp 1", "txn cp 1"]);
  });
});
