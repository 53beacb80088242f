import { describe, expect, it } from "vitest";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { causalIndexOf } from "../../../visualizer/space-time/causal-index.ts";
import { Diagram } from "../../../visualizer/space-time/diagram.ts";
import { DIAGRAM_KEYS, pressKey } from "../../../visualizer/space-time/diagram-keys.ts";
import { causeChain } from "../../../visualizer/space-time/draw-cause.ts";
import { hoverText } from "../../../visualizer/space-time/hover-text.ts";
import { textWidth } from "../../../visualizer/space-time/labels.ts";
import { modelOf } from "../support/model.ts";

function diagramOf(name: string, width = 1440): Diagram {
  const model = modelOf(name);
  const page = createPageState(model);
  const diagram = new Diagram(page);
  diagram.size.value = { width, height: 212 };
  page.cursor.value = { micros: 2_000_000, seq: model.store.seqAt(2_000_000) };
  return diagram;
}

/** The event that the checkpoint's completion was told with. */
function completion({ page }: Diagram): number {
  const { store } = page.model.value;
  return Array.from({ length: store.count }, (_, seq) => seq).find((seq) => store.kind(seq) === "cp.complete") ?? -1;
}

describe("the diagram", () => {
  it.each(["time", "causes"] as const)("rings the selected event and draws its causes along %s", (axis) => {
    const diagram = diagramOf("recovery");
    const seq = completion(diagram);
    diagram.page.selection.value = { kind: "event", seq };
    diagram.view.axis.value = axis;
    diagram.frame();
    const { list } = diagram.scene.value;
    const { from, to } = diagram.along.visible.value;
    const x = ((diagram.along.placeOf(seq) - from) / (to - from)) * diagram.length.value;
    const ring = list.find((one) => one.of === `event:${seq}` && one.shape === "circle" && one.r === 7);
    expect(ring?.shape === "circle" ? ring.x : Number.NaN).toBeCloseTo(x, 3);
    const numbers = list.flatMap((one) => (one.shape === "text" && one.of === `cause:${seq}` ? [one.text] : []));
    const last = numbers.map((text) => Number(text.split("–").at(-1))).reduce((a, b) => Math.max(a, b), 0);
    expect(last).toBe(causeChain(diagram.page.model.value, seq).length);
  });

  it("goes from event to event and from lane to lane with the arrows, along both axes", () => {
    for (const axis of ["time", "causes"] as const) {
      const diagram = diagramOf("recovery");
      diagram.view.axis.value = axis;
      pressKey(diagram, "ArrowDown");
      const places: number[] = [];
      for (let i = 0; i < 6; i++) {
        pressKey(diagram, "ArrowRight");
        const { value } = diagram.page.selection;
        places.push(value?.kind === "event" ? diagram.along.placeOf(value.seq) : Number.NaN);
      }
      expect(places).toEqual([...places].sort((a, b) => a - b));
      const lane = diagram.selectedLane;
      pressKey(diagram, "ArrowDown");
      expect(diagram.selectedLane?.top).toBeGreaterThan(lane?.top ?? Number.POSITIVE_INFINITY);
    }
  });

  it("selects an area with Shift and the arrows, and forgets it with another axis", () => {
    const diagram = diagramOf("recovery");
    const stop = diagram.start();
    diagram.page.selection.value = { kind: "event", seq: completion(diagram) };
    pressKey(diagram, "ArrowRight", true);
    pressKey(diagram, "ArrowRight", true);
    pressKey(diagram, "ArrowDown", true);
    const area = diagram.area.area.value;
    expect(area?.lanes[0]).not.toBe(area?.lanes[1]);
    expect(area?.to).toBeGreaterThan(area?.from ?? Number.POSITIVE_INFINITY);
    expect(diagram.area.statistics.value?.counts.length).toBeGreaterThan(0);
    diagram.view.axis.value = "causes";
    expect(diagram.area.area.value).toBe(null);
    pressKey(diagram, "ArrowLeft", true);
    expect(diagram.area.statistics.value?.busy).toBe(null);
    stop();
  });

  it("takes the area between two places of a pointer, and counts when it is let go", () => {
    const diagram = diagramOf("recovery");
    diagram.area.isOpen.value = true;
    diagram.area.between({ along: 900, across: 100 }, { along: 300, across: 30 });
    expect(diagram.area.statistics.value).toBe(null);
    diagram.area.isOpen.value = false;
    expect(diagram.area.area.value).toMatchObject({
      from: Math.round(diagram.placeAt(300)),
      to: Math.round(diagram.placeAt(900)),
    });
    expect(diagram.area.statistics.value?.counts.length).toBeGreaterThan(0);
  });

  it("collapses the group of the selected lane, keeps its selection there, and opens it again", () => {
    const diagram = diagramOf("recovery");
    const before = diagram.lanes.value.all.length;
    const lane = diagram.lanes.value.all.find(({ kind }) => kind === "subtask")!;
    diagram.page.selection.value = { kind: "subtask", vertex: lane.vertex, subtask: 1 };
    pressKey(diagram, "c");
    expect(diagram.lanes.value.all.length).toBe(before - 1);
    expect(diagram.selectedLane?.key).toBe(lane.group);
    pressKey(diagram, "c");
    expect(diagram.lanes.value.all.length).toBe(before);
    pressKey(diagram, "g");
    expect(diagram.selectedLane?.machine).not.toBe("");
  });

  it.each(["recovery", "two-phase-commit", "checkpoint-expires"])("has no label on another, in %s", (name) => {
    for (const [axis, height] of [
      ["time", 212],
      ["time", 720],
      ["causes", 212],
      ["causes", 720],
    ] as const) {
      const diagram = diagramOf(name);
      diagram.size.value = { width: 1440, height };
      diagram.view.axis.value = axis;
      const labels = diagram.scene.value.list.flatMap((one) => (one.shape === "text" ? [one] : []));
      // Low lanes of the causal axis have no room beside the marks.
      if (axis === "time" || height > 212) expect(labels.some(({ text }) => text === "RUNNING")).toBe(true);
      for (const [i, one] of labels.entries())
        for (const other of labels.slice(i + 1))
          expect(
            Math.abs(one.y - other.y) >= 14 ||
              one.x + textWidth(one.text) <= other.x ||
              other.x + textWidth(other.text) <= one.x,
            `${one.text} and ${other.text}`,
          ).toBe(true);
    }
  });

  it("tells what is under the pointer", () => {
    const diagram = diagramOf("recovery");
    expect(hoverText(diagram)).toBe(null);
    const lane = diagram.lanes.value.all.find(({ kind }) => kind === "jobmanager")!;
    diagram.hover.value = { along: 500, across: lane.top + 2 };
    expect(hoverText(diagram)).toContain("JobManager");
    diagram.view.axis.value = "causes";
    const seq = completion(diagram);
    const { from, to } = diagram.along.visible.value;
    const column = causalIndexOf(diagram.page.model.value).column(seq);
    diagram.hover.value = { along: ((column - from) / (to - from)) * diagram.length.value, across: lane.top + 2 };
    expect(hoverText(diagram)).toMatch(/Checkpoint 1 is complete/);
  });

  it("has no key that means two things", () => {
    const keys = DIAGRAM_KEYS.flatMap(({ keys: some, shift }) => some.map((key) => `${shift === true}${key}`));
    expect(new Set(keys).size).toBe(keys.length);
    expect(pressKey(diagramOf("watermark"), "q")).toBe(false);
  });
});
