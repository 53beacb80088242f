import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { TimeWindow } from "../../src/windowing/time-window.ts";
import { WindowsOfKey } from "../../src/windowing/windows-of-key.ts";

const empty = () =>
  new WindowsOfKey<TimeWindow>({ key: "k", keyGroup: 0, id: 0, memory: null }, EventTimeSessionWindows.withGap(3));
const said = (windows: WindowsOfKey<TimeWindow>) =>
  windows.inFlight.map(({ window, stateWindow }) => `${window.namespace} in ${stateWindow}`);

describe("the windows of a key", () => {
  it("lie in the order in which they changed, whatever is added, extended and removed", () => {
    const step = fc.record({
      does: fc.constantFrom("push", "push", "extend", "remove"),
      at: fc.nat(9),
      start: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const windows = empty();
        let model: { window: TimeWindow; stateWindow: string }[] = [];
        for (const { does, at, start } of steps) {
          const window = new TimeWindow(start, start + 3);
          const isThere = model.some((one) => one.window.equals(window));
          if (does === "push" && !isThere) {
            windows.push(window, `s${start}`, at % 2 === 0, null);
            model.push({ window, stateWindow: `s${start}` });
          } else if (does === "extend" && model.length > 0) {
            const place = at % model.length;
            const { stateWindow } = model[place];
            const into = model[place].window.cover(window);
            if (!model.some((one) => one.window.equals(into))) {
              const one = windows.inFlight[place];
              one.grow(window.start, window.end);
              windows.changed(one);
              model = [...model.filter((_one, i) => i !== place), { window: into, stateWindow }];
            }
          } else if (does === "remove" && isThere) {
            const one = windows.find(window);
            if (one !== null) windows.remove(one);
            expect(one?.isInFlight).toBe(false);
            model = model.filter((other) => !other.window.equals(window));
          }
          expect(windows.last).toBe(windows.inFlight.at(-1) ?? null);
          for (const timeMs of [start, start + 1])
            expect(windows.othersEndBefore(timeMs)).toBe(model.slice(0, -1).every((one) => one.window.end < timeMs));
          expect(said(windows)).toEqual(model.map((one) => `${one.window.namespace} in ${one.stateWindow}`));
          expect(windows.find(new TimeWindow(start, start + 3))?.stateWindow).toBe(
            model.find((one) => one.window.equals(window))?.stateWindow,
          );
          expect(windows.placeTouching(window, 1)).toBe(
            model.findIndex((one, i) => i >= 1 && one.window.intersects(window)),
          );
        }
      }),
    );
  });

  it("are found by what a timer was registered for, and by its name after a restore", () => {
    const windows = empty();
    const window = new TimeWindow(1, 4);
    const one = windows.push(window, "1,4", true, null);
    expect(windows.ofScope(one)).toBe(one);
    expect(windows.ofScope(window)?.window).toBe(window);
    expect(windows.ofScope({ namespace: "1,4" })?.window).toBe(window);
    expect(windows.ofScope({ namespace: "1,5" })).toBeNull();
  });
});
