import { describe, expect, it } from "vitest";
import { type EventId, NO_EVENT } from "../../../src/trace/trace.ts";
import { effects, MOST_EFFECTS } from "../../../visualizer/explain/effects.ts";
import { BatchPacker } from "../../../visualizer/trace/batch-packer.ts";
import { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { runOf } from "./support.ts";

describe("what an event caused", () => {
  it.each(["watermark", "recovery", "cut-link"])("is what a scan of %s finds", (name) => {
    const { store } = runOf(name);
    for (let seq = 0; seq < store.count; seq++) {
      const found: number[] = [];
      for (let other = 0; other < store.count; other++) if (store.cause(other) === seq) found.push(other);
      expect(effects(store, seq, store.count)).toEqual(found);
      expect(effects(store, seq)).toEqual(found.slice(0, MOST_EFFECTS));
    }
  });

  it("grows with the store", () => {
    const store = new TraceStore();
    const packer = new BatchPacker();
    const add = (index: number, cause: EventId): EventId => {
      const id = (index * 4) as EventId;
      const fields = { id, t: index, kind: "mark", task: -1, ch: -1, cause, enabler: NO_EVENT } as const;
      packer.on({ ...fields, a: 0, b: 0, x: 0, ext: null });
      const batch = packer.take();
      if (batch !== null) store.append(batch);
      return id;
    };
    const first = add(0, NO_EVENT);
    expect(effects(store, 0)).toEqual([]);
    add(1, first);
    expect(effects(store, 0)).toEqual([1]);
    add(2, first);
    expect(effects(store, 0)).toEqual([1, 2]);
  });
});
