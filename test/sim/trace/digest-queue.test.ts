import { describe, expect, test } from "vitest";
import { DigestQueue } from "../../../sim/trace/digest-queue.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";

function events(count: number) {
  const trace = new TraceRecorder({ clock: () => 5 });
  for (let n = 0; n < count; n++) trace.emit("mark", { a: n, ext: { n } });
  return trace.events;
}

describe("the queue before the digest", () => {
  test("gives the same digest whenever it is asked, and however often", () => {
    const asked = new DigestQueue();
    const late = new DigestQueue();
    for (const event of events(10_000)) {
      asked.event(event);
      late.event(event);
      if (event.a % 777 === 0) {
        asked.extra(1, 2, 3, 4, event.a);
        late.extra(1, 2, 3, 4, event.a);
        asked.value();
      }
    }
    expect(asked.value()).toBe(late.value());
    expect(asked.chain).toEqual(late.chain);
    expect(late.chain).toHaveLength(9);
  });

  test("keeps events and extra rows in order", () => {
    const [event] = events(1);
    const before = new DigestQueue();
    before.extra(1, 2, 3, 4, 5);
    before.event(event);
    const after = new DigestQueue();
    after.event(event);
    after.extra(1, 2, 3, 4, 5);
    expect(before.value()).not.toBe(after.value());
  });

  test("says when an event holds what is not data, at the latest when the digest is asked for", () => {
    const trace = new TraceRecorder({ clock: () => 0 });
    trace.emit("mark", { ext: { broken: () => 1 } });
    expect(() => trace.digestValue()).toThrow("holds a function, which is not data");
  });
});
