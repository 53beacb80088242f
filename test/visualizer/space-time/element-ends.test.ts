import { describe, expect, it } from "vitest";
import { modelOf } from "../support/model.ts";

describe("elements whose sender has finished", () => {
  it.each(["second-crash", "recovery", "word-count"])("arrive when their buffer does, in %s", (name) => {
    const { store, elements } = modelOf(name);
    const arrivals = new Map<string, number>();
    for (let seq = 0; seq < store.count; seq++)
      if (store.kind(seq) === "buf.arrive") arrivals.set(`${store.ch(seq)} ${store.a(seq)}`, store.t(seq));
    let checked = 0;
    for (const { elements: all } of elements.channels.values())
      for (const { type, seq, arrivedAt } of all) {
        if (type === "record" || type === "watermark" || type === "status") continue;
        // What has a buffer of its own is told of by the sending of that buffer.
        const arrival = arrivals.get(`${store.ch(seq)} ${store.a(seq)}`);
        if (arrival === undefined) continue;
        expect(arrivedAt, `${type} sent by event ${seq}`).toBe(arrival);
        checked++;
      }
    expect(checked).toBeGreaterThan(10);
  });
});
