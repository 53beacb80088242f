import { describe, expect, it } from "vitest";
import { durationText, eventTimeText, spanText, virtualTimeText } from "../../../visualizer/event-time/time-text.ts";
import { parsePendingTimer } from "../../../visualizer/state/pending-timer.ts";
import { chosenSubtask, subtaskChoices } from "../../../visualizer/state/subtask-choice.ts";
import { namespaceText, windowText } from "../../../visualizer/state/value-label.ts";
import { modelOf } from "../support/model.ts";

describe("labels", () => {
  it("write event time so that it can be read at any size", () => {
    expect(eventTimeText(4200)).toBe("4.2\u00a0s");
    expect(eventTimeText(-1)).toBe("−0.001\u00a0s");
    expect(eventTimeText(3_900_000)).toBe("1:05:00");
    expect(eventTimeText(Date.UTC(2020, 0, 1, 10, 30))).toBe("2020-01-01 10:30:00");
    expect(eventTimeText(Number.MAX_SAFE_INTEGER)).toBe("∞");
    expect(eventTimeText(-Number.MAX_SAFE_INTEGER)).toBe("−∞");
  });

  it("write lengths of time", () => {
    expect([spanText(250), spanText(1299), spanText(65_000), spanText(5_400_000)]).toEqual([
      "250 ms",
      "1.3 s",
      "1 min 5 s",
      "1.5 h",
    ]);
    expect([durationText(209), durationText(1584), durationText(401_592), durationText(2_000_000)]).toEqual([
      "209 µs",
      "1.58 ms",
      "402 ms",
      "2 s",
    ]);
    expect(virtualTimeText(6_000_219)).toBe("6.000 s");
  });

  it("write a window as its stretch of event time, the day only once", () => {
    expect(namespaceText("0,5000")).toBe("[0\u00a0s, 5\u00a0s)");
    expect(namespaceText("")).toBe("");
    const hour = Date.UTC(2020, 0, 1, 10);
    expect(windowText(hour, hour + 3_600_000)).toBe("[2020-01-01 10:00:00, 11:00:00)");
  });

  it("read a pending timer, whatever its key", () => {
    expect(parsePendingTimer("op", "window-timers|0|4999|a|b,c|0,5000")).toEqual({
      operator: "op",
      service: "window-timers",
      domain: "event",
      time: 4999,
      key: "a|b,c",
      namespace: "0,5000",
    });
    expect(parsePendingTimer("op", "t|1|-5||")).toMatchObject({
      domain: "processing",
      time: -5,
      key: "",
      namespace: "",
    });
  });
});

describe("the subtask that a tab shows", () => {
  const model = modelOf("recovery");
  const { store } = model;
  const end = model.folder.seek(store.count - 1);
  const names = subtaskChoices(end).map(({ name }) => name);
  const choose = (selection: Parameters<typeof chosenSubtask>[2]) =>
    chosenSubtask(end, store, selection, ({ stateful }) => stateful)?.name;

  it("is the first stateful one unless another is selected", () => {
    expect(names).toEqual(["sum 1", "sum 2", "gate 1", "gate 2"]);
    expect(choose(null)).toBe("sum 1");
    const gate = subtaskChoices(end)[3].task;
    expect(choose({ kind: "subtask", vertex: gate.vertex, subtask: 1 })).toBe("gate 2");
    expect(choose({ kind: "checkpoint", id: 1 })).toBe("sum 1");
  });

  it("is that of the selected event, also if the event was of an earlier attempt", () => {
    const write = Array.from({ length: store.count }, (_, seq) => seq).find(
      (seq) => store.kind(seq) === "st.write" && store.task(seq) === 3,
    );
    expect(choose({ kind: "event", seq: write! })).toBe("sum 2");
    expect(end.newest.get(`${end.tasks.get(3)?.vertex}/1`)).not.toBe(3);
  });

  it("is nothing before the job is deployed", () => {
    expect(chosenSubtask(model.folder.seek(0), store, null, () => true)).toBeNull();
  });

  it("has no number where there is only one", () => {
    const { folder, store: watermark } = modelOf("watermark");
    const state = folder.seek(watermark.count - 1);
    expect(subtaskChoices(state).map(({ name }) => name)).toEqual(["harbour", "gauge 1", "gauge 2"]);
  });
});
