/** The queues of channels that share a ribbon: one number for each card and side. */
import type { Primitive } from "../draw/primitives.ts";
import type { ChannelLine, Point } from "./channel-lines.ts";
import type { OpenElements } from "./travel.ts";

export class QueueSums {
  readonly #sums = new Map<string, { readonly task: number; readonly at: Point; count: number }>();

  add(line: ChannelLine, { waitingToBeSent, waitingToBeTaken }: OpenElements): void {
    this.#count(`out ${line.fromTask}`, line.fromTask, line.out, line.from, waitingToBeSent.length);
    this.#count(`in ${line.toTask}`, line.toTask, line.to, line.in, waitingToBeTaken.length);
  }

  /** "×23" on each rail where something waits. */
  marks(): Primitive[] {
    return [...this.#sums.values()].map(({ task, at, count }) => ({
      shape: "text",
      text: `×${count}`,
      x: at.x,
      y: at.y,
      ink: "text",
      align: "center",
      of: `task:${task}`,
    }));
  }

  #count(key: string, task: number, a: Point, b: Point, count: number): void {
    if (count === 0) return;
    const sum = this.#sums.get(key) ?? { task, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, count: 0 };
    sum.count += count;
    this.#sums.set(key, sum);
  }
}
