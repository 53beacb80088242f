import { describe, expect, it } from "vitest";
import { channelLines } from "../../../visualizer/graph/channel-lines.ts";
import { creditsMarks } from "../../../visualizer/graph/channels-scene.ts";
import { hintOf } from "../../../visualizer/graph/hint.ts";
import { channelAt } from "../../../visualizer/graph/hit.ts";
import { layoutGraph } from "../../../visualizer/graph/layout.ts";
import { nextTarget } from "../../../visualizer/graph/target-order.ts";
import { type GraphTarget, targetsOf } from "../../../visualizer/graph/targets.ts";
import { modelOf } from "../support/model.ts";
import { slowModel } from "./support/slow.ts";

const SIZES = [
  { width: 818, height: 507 },
  { width: 529, height: 394 },
  { width: 300, height: 337 },
];

type Model = ReturnType<typeof modelOf>;

function targetsAt(model: Model, micros: number, size = SIZES[0], language: "en" | "zh" = "en") {
  const state = model.folder.seek(model.store.seqAt(micros));
  const layout = layoutGraph(state, size, language);
  const view = { model, state, rate: 1e6, selection: null, language, micros };
  return { targets: targetsOf(view, layout), layout, state, view };
}

function find(targets: readonly GraphTarget[], is: (target: GraphTarget) => boolean): GraphTarget {
  const found = targets.find(is);
  if (found === undefined) throw new Error("There is no such target.");
  return found;
}

describe("targets of the graph", () => {
  it.each(
    SIZES.flatMap((size) =>
      ["two-phase-commit", "second-crash", "word-count", "harbour-tolls"].map((job) => ({ job, size })),
    ),
  )("are all reached by arrows alone: $job at $size.width px", ({ job, size }) => {
    const model = modelOf(job);
    const { targets, layout } = targetsAt(model, model.store.endMicros * 0.6, size);
    const reached = new Set([0]);
    for (const from of reached)
      for (const direction of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"] as const)
        reached.add(nextTarget(targets, from, direction, layout.flow));
    expect(targets.filter((_, i) => !reached.has(i)).map(({ key }) => key)).toEqual([]);
    expect(new Set(targets.map(({ key }) => key)).size).toBe(targets.length);
  });

  it("lead along the flow from a card through its channel to the card at its end, and back", () => {
    const model = modelOf("second-crash");
    const { targets, layout } = targetsAt(model, 2e6);
    const card = targets[0];
    const at = (from: GraphTarget, direction: "ArrowLeft" | "ArrowRight") =>
      targets[nextTarget(targets, targets.indexOf(from), direction, layout.flow)];
    const channel = at(card, "ArrowRight");
    expect(channel.ends?.[0]).toBe(card.key);
    const receiver = at(channel, "ArrowRight");
    expect(receiver.key).toBe(channel.ends?.[1]);
    expect(at(receiver, "ArrowLeft").ends?.[1]).toBe(receiver.key);
    expect(at(channel, "ArrowLeft")).toBe(card);
  });

  it("include each open transaction, named and placed under its card", () => {
    const model = modelOf("two-phase-commit");
    const { targets } = targetsAt(model, 1_911_500);
    const letters = targets.filter(({ card }) => card !== undefined);
    expect(letters.map(({ label }) => label)).toEqual([
      "transaction pre-committed with records: 2, of checkpoint 1",
      "transaction pre-committed with records: 2, of checkpoint 1",
    ]);
    for (const { box, card } of letters) {
      const own = find(targets, ({ key }) => key === card).box;
      expect(box.y).toBeGreaterThanOrEqual(own.y + own.h);
      expect(box.x + box.w).toBeLessThanOrEqual(own.x + own.w);
    }
  });

  it("tell of a channel in a sentence what is in it and its credits", () => {
    const model = slowModel();
    const micros = 3e6;
    const { targets, state, view } = targetsAt(model, micros);
    const remote = find(
      targets,
      ({ selection }) => selection.kind === "channel" && state.channels.get(selection.ch)?.credits != null,
    );
    expect(remote.label).toMatch(/^channel from lines → words [12] to count → counts [12]$/);
    expect(hintOf(remote, view)).toMatch(
      /^Channel from lines → words \d to count → counts \d: \d+ wait to be sent, \d+ under way, \d+ wait to be taken, credits: \d+ of \d+ free, .*watermark .*\.$/,
    );
    expect(hintOf(remote, { ...view, language: "zh" })).toMatch(
      /^从 lines → words \d 到 count → counts \d 的通道 \(channel\)：.*信用 \(credit\) 空闲 \d+\/\d+/,
    );
  });

  it("tell since when a machine is not heard of, and of a card how busy it is", () => {
    const model = modelOf("recovery");
    const { targets, view } = targetsAt(model, 4.6e6);
    const machine = find(targets, ({ key }) => key === "machine B");
    expect(hintOf(machine, view)).toMatch(/^TaskManager B, crashed, last heard of 1\.\d s ago$/);
    expect(hintOf(targets[0], { ...view, state: model.folder.seek(model.store.seqAt(2e6)), micros: 2e6 })).toMatch(
      /^gate 1 · busy \d+ %/,
    );
  });

  it("take the credits for their channel under a pointer", () => {
    const model = slowModel();
    const { layout, state } = targetsAt(model, 3e6);
    const lines = channelLines(state, layout);
    const ch = [...lines.keys()].find((one) => state.channels.get(one)?.credits != null) ?? -1;
    const scene = {
      model,
      state,
      micros: 3e6,
      rate: 1e6,
      size: SIZES[0],
      selection: null,
      reducedMotion: false,
      language: "en",
    } as const;
    const credits = creditsMarks({ ...scene, pointed: ch }, layout, lines).filter(({ of }) => of === `credit:${ch}`);
    const square = credits.flatMap((mark) => (mark.shape === "rect" ? [mark] : []))[0];
    expect(channelAt(lines.values(), { x: square.x + 3, y: square.y + 5 }, credits)).toBe(ch);
  });
});
