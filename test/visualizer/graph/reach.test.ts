import { describe, expect, it } from "vitest";
import { channelLines } from "../../../visualizer/graph/channel-lines.ts";
import { describeMachine, describeTask } from "../../../visualizer/graph/describe.ts";
import { channelAt, HIT_PX } from "../../../visualizer/graph/hit.ts";
import { layoutGraph } from "../../../visualizer/graph/layout.ts";
import { loadAt } from "../../../visualizer/graph/load-bar.ts";
import { conditionOf, isCut, machineOf } from "../../../visualizer/graph/machine-condition.ts";
import { neighbourOf } from "../../../visualizer/graph/neighbour.ts";
import { graphScene } from "../../../visualizer/graph/scene.ts";
import { eventTime, fitted, perSecond, subtaskName, vertexName, widthOf } from "../../../visualizer/graph/words.ts";
import { modelOf } from "../support/model.ts";
import { slowModel } from "./support/slow.ts";

const SIZE = { width: 848, height: 560 };

function momentOf(name: string, micros: number) {
  const model = modelOf(name);
  return { model, state: model.folder.seek(model.store.seqAt(micros)), micros };
}

describe("what can be reached in the graph", () => {
  it("is the nearest channel within reach of a pointer", () => {
    const { state } = momentOf("second-crash", 2e6);
    const lines = channelLines(state, layoutGraph(state, SIZE, "en"));
    for (const { ch, out, in: into } of lines.values()) {
      expect(channelAt(lines.values(), { x: out.x + 2, y: out.y + 2 })).toBe(ch);
      expect(channelAt(lines.values(), { x: into.x - 2, y: into.y - 2 })).toBe(ch);
    }
    expect(channelAt(lines.values(), { x: 3, y: 3 })).toBe(-1);
    const top = [...lines.values()].reduce((a, b) => (b.out.y < a.out.y ? b : a));
    expect(channelAt(lines.values(), { x: top.out.x + 5, y: top.out.y - HIT_PX - 1 })).toBe(-1);
  });

  it("is the nearest card in the direction of an arrow", () => {
    const { state } = momentOf("second-crash", 2e6);
    const { cards } = layoutGraph(state, SIZE, "en");
    const at = (vertex: number, subtask: number) => vertex * 3 + subtask;
    expect(neighbourOf(cards, at(0, 0), "ArrowDown")).toBe(at(0, 1));
    expect(neighbourOf(cards, at(0, 1), "ArrowRight")).toBe(at(1, 1));
    expect(neighbourOf(cards, at(1, 2), "ArrowLeft")).toBe(at(0, 2));
    expect(neighbourOf(cards, at(0, 0), "ArrowUp")).toBe(at(0, 0));
    expect(neighbourOf(cards, at(0, 0), "ArrowLeft")).toBe(at(0, 0));
  });

  it("says in words what a card shows", () => {
    const { model, state, micros } = momentOf("checkpoint", 2_310_600);
    const task = state.tasks.get(state.newest.get([...state.newest.keys()][3]) ?? -1);
    if (task === undefined) throw new Error("There is no such subtask.");
    const load = loadAt(model.activities, task.task, micros);
    expect(describeTask(state, task, load, "en")).toBe(
      "sum → paid 2, attempt 1, RUNNING on TaskManager B, busy 0 percent, watermark n/a, waits for checkpoint 1, 1 of 2 inputs",
    );
    expect(describeTask(state, task, load, "zh")).toContain("RUNNING，位于 TaskManager B，繁忙 (busy) 0%");
  });

  it("tells how each machine is, and what is cut", () => {
    const crashed = momentOf("recovery", 4_200_000).state;
    const b = machineOf(crashed, "B");
    expect(b && conditionOf(crashed, b)).toBe("crashed");
    expect(b && describeMachine(crashed, b, crashed.micros, "en")).toBe("TaskManager B, crashed");
    const later = momentOf("recovery", 7_000_000).state;
    const lost = machineOf(later, "B");
    expect(lost && conditionOf(later, lost)).toBe("lost");
    const cut = momentOf("cut-link", 4e6).state;
    expect([isCut(cut, "tm-A#1", "tm-B#1"), isCut(cut, "tm-B#1", "tm-A#1"), isCut(cut, "tm-A#1", "tm-A#1")]).toEqual([
      true,
      true,
      false,
    ]);
    const healed = momentOf("cut-link", 6.5e6).state;
    expect(isCut(healed, "tm-A#1", "tm-B#1")).toBe(false);
  });

  it("outlines what is selected", () => {
    const { model, state, micros } = momentOf("checkpoint", 2e6);
    const [key] = state.newest.keys();
    const vertex = key.slice(0, key.lastIndexOf("/"));
    const scene = { model, state, micros, rate: 1e6, size: SIZE, reducedMotion: false, language: "en" } as const;
    const outlines = (selection: Parameters<typeof graphScene>[0]["selection"]) =>
      graphScene({ ...scene, selection }).filter(({ of }) => of === "selection").length;
    expect(outlines(null)).toBe(0);
    expect(outlines({ kind: "subtask", vertex, subtask: 1 })).toBe(1);
    expect(outlines({ kind: "channel", ch: 1 })).toBe(1);
    // Its own box and its two cards.
    expect(outlines({ kind: "machine", letter: "B" })).toBe(3);
  });

  it("marks channels that have no credit, and those behind a barrier", () => {
    const model = slowModel();
    const without = new Set<string>();
    const blocked = new Set<string>();
    for (let seq = 0; seq < model.store.count; seq++) {
      const kind = model.store.kind(seq);
      if (!kind.startsWith("credit") && kind !== "cp.block" && kind !== "cp.unblock") continue;
      const micros = model.store.t(seq);
      const state = model.folder.seek(seq);
      const list = graphScene({
        model,
        state,
        micros,
        rate: 1e6,
        size: SIZE,
        selection: null,
        reducedMotion: false,
        language: "en",
      });
      for (const channel of state.channels.values()) {
        const of = `note:${channel.ch}`;
        const isShown = [channel.fromTask, channel.toTask].every((task) => [...state.newest.values()].includes(task));
        const texts = list.flatMap((mark) => (mark.shape === "text" && mark.of === of ? [mark.text] : []));
        expect(texts.includes("no credit")).toBe(isShown && channel.noCreditSince !== null);
        expect(texts.some((text) => text.startsWith("held back"))).toBe(isShown && channel.blockedBy !== 0);
        if (channel.noCreditSince !== null) without.add(of);
        if (channel.blockedBy !== 0) blocked.add(of);
      }
    }
    expect(without.size).toBeGreaterThan(0);
    expect(blocked.size).toBeGreaterThan(0);
  });
});

describe("words of the graph", () => {
  it("never show what is not a number", () => {
    expect(eventTime(12_400, "en")).toBe("12.400");
    expect(eventTime(-1, "en")).toBe("-0.001");
    expect(eventTime(null, "en")).toBe("n/a");
    expect(eventTime(Number.NaN, "en")).toBe("n/a");
    expect(eventTime(Number.MAX_SAFE_INTEGER, "en")).toBe("end");
    expect(eventTime(Number.MIN_SAFE_INTEGER, "zh")).toBe("n/a");
    expect(eventTime(36_725_500, "en")).toBe("10:12:05.500");
    expect([0.42, 12.4, 1234, 2_500_000, Number.NaN].map(perSecond)).toEqual(["0.4", "12", "1.2 k", "2.5 M", "n/a"]);
  });

  it("are cut to the room that there is", () => {
    for (const text of ["RUNNING", "waits for something outside", "等待检查点 (checkpoint)"])
      for (let width = 0; width < 200; width += 7) {
        const cut = fitted(text, width);
        expect(widthOf(cut)).toBeLessThanOrEqual(Math.max(0, width));
        if (widthOf(text) <= width) expect(cut).toBe(text);
      }
  });

  it("count subtasks from 1, and never cut the number", () => {
    expect(subtaskName("sum -> paid: Writer -> paid: Committer", 1, 2, 200)).toBe("sum 2");
    expect(subtaskName("harbour", 0, 1, 200)).toBe("harbour");
    expect(subtaskName("a long name of a vertex", 11, 12, 60)).toMatch(/^a.*… 12$/);
  });

  it("name a vertex by what its author called it", () => {
    expect(vertexName("sum -> paid: Writer -> paid: Committer")).toBe("sum → paid");
    expect(vertexName("lines -> words")).toBe("lines → words");
  });
});
