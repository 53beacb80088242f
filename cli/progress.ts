import type { RunStory } from "./story.ts";

const EVERY_MS = 500;
const BAR = 20;

/** Shows on stderr how far a run is: one line that changes in a terminal, silent otherwise. */
export class Progress {
  private readonly terminal: boolean;
  private readonly total: number;
  private lastAt = 0;

  /** @param total records of the input; 0: unknown */
  constructor(shown: boolean, total: number) {
    this.terminal = shown && process.stderr.isTTY === true;
    this.total = total;
  }

  show(virtualMs: number, story: RunStory): void {
    if (!this.terminal || Date.now() - this.lastAt < EVERY_MS) return;
    this.lastAt = Date.now();
    const done = this.total === 0 ? 0 : Math.min(BAR, Math.round((story.records / this.total) * BAR));
    const bar = this.total === 0 ? "" : `[${"#".repeat(done)}${" ".repeat(BAR - done)}] `;
    const text = `${bar}${(virtualMs / 1000).toFixed(0)} s, ${story.records} records, ${story.completedAt.length} checkpoints, ${story.restarts} restarts`;
    process.stderr.write(`\r\x1b[2K${text}`);
  }

  clear(): void {
    if (this.terminal && this.lastAt > 0) process.stderr.write("\r\x1b[2K");
  }
}
