import { describe, expect, it } from "vitest";
import { machineOf } from "../../../visualizer/graph/machine-condition.ts";
import { modelOf } from "../support/model.ts";

/** When heartbeats were sent to a machine and came through, µs. */
function heartbeatsOf({ store }: ReturnType<typeof modelOf>, node: string) {
  const to = new Set<number>();
  const sent: number[] = [];
  const heard: number[] = [];
  for (let seq = 0; seq < store.count; seq++) {
    const kind = store.kind(seq);
    const isHeartbeat = kind.startsWith("rpc.") && String(store.ext(seq)?.method).startsWith("heartbeat");
    if (kind === "rpc.send" && isHeartbeat && store.ext(seq)?.to === node) {
      to.add(store.a(seq));
      sent.push(store.t(seq));
    }
    if (kind === "rpc.accept" && isHeartbeat && to.has(store.a(seq))) heard.push(store.t(seq));
  }
  return { sent, heard };
}

describe("heartbeats", () => {
  it("tell when a machine was last reached, and what did not come through", () => {
    const model = modelOf("recovery");
    const { sent, heard } = heartbeatsOf(model, "tm-B");
    expect(heard.length).toBeGreaterThan(3);
    expect(sent.length).toBeGreaterThan(heard.length);
    const at = (micros: number) => machineOf(model.folder.seek(model.store.seqAt(micros)), "B");
    for (const micros of heard) expect(at(micros)?.heardAt).toBe(micros);
    const dead = at(4_500_000);
    expect(dead?.heardAt).toBe(heard[heard.length - 1]);
    const lost = sent.filter((micros) => micros > heard[heard.length - 1] && micros <= 4_500_000);
    expect(lost.length).toBeGreaterThan(0);
    expect(dead?.unheard.map(({ sentAt }) => sentAt)).toEqual(lost);
    expect(at(heard[1])?.unheard).toEqual([]);
  });

  it("wait while the network is cut, and come through when it is whole again", () => {
    const model = modelOf("word-count", { faults: ["cut:B-jm@1.9s/300ms"] });
    const at = (micros: number) => machineOf(model.folder.seek(model.store.seqAt(micros)), "B");
    expect(at(2_150_000)?.unheard.length).toBe(2);
    expect(at(2_150_000)?.heardAt).toBeLessThan(1_900_000);
    expect(at(2_300_000)?.unheard).toEqual([]);
    expect(at(2_300_000)?.heardAt).toBeGreaterThan(2_200_000);
  });
});
