import { describe, expect, it } from "vitest";
import { isNotable } from "../../../visualizer/player/notable.ts";
import { causeChain } from "../../../visualizer/space-time/draw-cause.ts";
import { nearestEvent, neighbour } from "../../../visualizer/space-time/hits.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { Scrubber } from "../../../visualizer/space-time/scrubber.ts";
import { modelOf } from "../support/model.ts";
import { draw, linesOf, whole } from "./support.ts";

describe("remote calls", () => {
  it.each(["recovery", "second-crash"])("pair the send and the acceptance of one sender's message, in %s", (name) => {
    const model = modelOf(name);
    const { store } = model;
    const { messages } = runIndexOf(model).rpc;
    const accepted = messages.filter(({ acceptSeq }) => acceptSeq >= 0);
    expect(accepted.length).toBeGreaterThan(30);
    const { attempts } = runIndexOf(model).topology;
    for (const { sendSeq, acceptSeq, task, toJobManager } of accepted) {
      const node = attempts.get(task)?.tm.split("#")[0];
      const ext = store.ext(sendSeq);
      expect(toJobManager ? String(ext?.from).split("#")[0] : ext?.to, `node of call ${sendSeq}`).toBe(node);
      expect(store.ext(acceptSeq)?.method).toBe(store.ext(sendSeq)?.method);
      expect(store.ext(acceptSeq)?.from).toBe(store.ext(sendSeq)?.from);
      expect(task, `call ${sendSeq} (${String(store.ext(sendSeq)?.method)})`).toBeGreaterThanOrEqual(0);
    }
  });

  it("of a checkpoint reach each source from the JobManager, and come back from each subtask", () => {
    const model = modelOf("recovery");
    const { store } = model;
    const { messages } = runIndexOf(model).rpc;
    const tasks = (method: string) =>
      messages
        .filter((one) => one.method === method && one.sentAt < 2_000_000)
        .map(({ task }) => task)
        .sort();
    expect(tasks("triggerCheckpoint")).toEqual([0, 1]);
    expect(tasks("acknowledgeCheckpoint")).toEqual([0, 1, 2, 3]);
    expect(tasks("confirmCheckpoint")).toEqual([0, 1, 2, 3]);
    const { list, lanes } = draw(model, { from: 1_910_000, to: 1_913_000 });
    const hub = lanes.byKey.get("jobmanager")!.top + 11;
    const lines = linesOf(list, "rpc:");
    expect(lines.length).toBeGreaterThan(5);
    for (const { seq, points } of lines) {
      const isAck = store.ext(seq)?.method === "acknowledgeCheckpoint";
      expect(isAck ? points[3] : points[1]).toBe(hub);
    }
  });
});

describe("a selected event", () => {
  it("is drawn with the chain of its causes", () => {
    const model = modelOf("recovery");
    const { store } = model;
    const seq = Array.from({ length: store.count }, (_, i) => i).find((i) => store.kind(i) === "cp.complete")!;
    const chain = causeChain(model, seq);
    expect(chain.at(-1)).toBe(seq);
    expect(store.kind(chain[0])).toBe("cp.trigger");
    chain.slice(1).forEach((one, i) => {
      expect(store.cause(one)).toBe(chain[i]);
    });
    const { list } = draw(model, whole(model), { kind: "event", seq });
    expect(list.some(({ of }) => of === `event:${seq}`)).toBe(true);
    expect(list.filter(({ of, shape }) => of === `cause:${seq}` && shape === "circle").length).toBeGreaterThan(1);
  });

  it("is the nearest of its lane, a notable one first; its neighbours are those of the lane", () => {
    const model = modelOf("recovery");
    const { store } = model;
    const { lanes } = draw(model, whole(model));
    const jobManager = lanes.byKey.get("jobmanager")!;
    const seq = nearestEvent(model, jobManager, 1_911_000, 5000);
    expect(["cp.trigger", "cp.ack", "cp.complete"]).toContain(store.kind(seq));
    const index = runIndexOf(model);
    const seqs = index.lanes.of("jobmanager");
    const notable = seqs.filter((one) => isNotable(store, one));
    for (const one of seqs) {
      if (!notable.some((other) => Math.abs(store.t(other) - store.t(one)) < 4 * 5000)) continue;
      expect(isNotable(store, nearestEvent(model, jobManager, store.t(one), 5000)), `at event ${one}`).toBe(true);
    }
    for (const lane of lanes.all) {
      const seqs = lane.sources.flatMap((source) => index.lanes.of(source));
      seqs.forEach((one, i) => {
        expect(neighbour(model, lane, one, 1)).toBe(seqs[i + 1] ?? one);
        expect(neighbour(model, lane, one, -1)).toBe(seqs[i - 1] ?? one);
      });
    }
  });
});

describe("scrubbing", () => {
  it("seeks once a frame, to where the pointer came last", () => {
    const seeks: number[] = [];
    const frames: (() => void)[] = [];
    const scrubber = new Scrubber(
      (micros) => seeks.push(micros),
      (next) => frames.push(next),
    );
    for (const micros of [1, 2, 3]) scrubber.to(micros);
    expect(frames).toHaveLength(1);
    frames.pop()!();
    scrubber.to(4);
    frames.pop()!();
    expect(seeks).toEqual([3, 4]);
    scrubber.to(5);
    scrubber.now(6);
    frames.pop()!();
    expect(seeks).toEqual([3, 4, 6]);
  });
});
