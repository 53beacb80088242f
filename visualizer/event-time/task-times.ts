/** What one attempt did in event time, each thing with the number of its event: a prefix of any list is a moment. */
import { countUpTo } from "./count-up-to.ts";

/** Values that came one after another. */
export class Series {
  readonly seqs: number[] = [];
  /** Virtual times, µs. */
  readonly micros: number[] = [];
  /** Event times, ms. */
  readonly values: number[] = [];

  push(seq: number, micros: number, value: number): void {
    this.seqs.push(seq);
    this.micros.push(micros);
    this.values.push(value);
  }

  /** How many came up to event `seq`. */
  countAt(seq: number): number {
    return countUpTo(this.seqs, seq);
  }
}

/** The watermarks of an input channel, or the combined ones. */
export class WatermarkLine extends Series {
  /** Channel; -1: the combined watermark, of a source the one that it generates. */
  readonly ch: number;
  /** Events at which it became idle and active again, in turns. */
  readonly idleSeqs: number[] = [];
  readonly idleMicros: number[] = [];

  constructor(ch: number) {
    super();
    this.ch = ch;
  }

  /** Notes a change between idle and active; what is so already stays. */
  setIdle(seq: number, micros: number, idle: boolean): void {
    if ((this.idleSeqs.length % 2 === 1) === idle) return;
    this.idleSeqs.push(seq);
    this.idleMicros.push(micros);
  }

  idleAt(seq: number): boolean {
    return countUpTo(this.idleSeqs, seq) % 2 === 1;
  }

  /** ms of event time; null before the first. */
  valueAt(seq: number): number | null {
    const count = this.countAt(seq);
    return count === 0 ? null : this.values[count - 1];
  }
}

/** A firing of a window. */
export interface WindowFire {
  readonly seq: number;
  readonly micros: number;
  readonly watermarkMs: number;
  /** 0 on time, 1 early, 2 late. */
  readonly pane: number;
}

/** A window of a key from its first element to its removal. Event times are ms, virtual times µs. */
export interface WindowSpan {
  readonly operator: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly openSeq: number;
  readonly openedAt: number;
  /** Elements that it held when it was restored; 0 if it was opened here. */
  readonly carried: number;
  /** Firings before it was restored. */
  readonly carriedFires: number;
  /** Checkpoint from which it was restored; 0: opened by this attempt. */
  readonly restoredFrom: number;
  readonly addSeqs: number[];
  readonly fires: WindowFire[];
  /** Infinity: not yet. */
  purgeSeq: number;
  purgedAt: number;
}

/** A record that no window took because the watermark had passed. */
export interface LateRecord {
  readonly seq: number;
  readonly micros: number;
  /** Event time, ms. */
  readonly timestampMs: number;
  /** How far the watermark was past it, ms. */
  readonly latenessMs: number;
  readonly watermarkMs: number;
  readonly start: number;
  readonly end: number;
  /** It went to a side output instead of being dropped. */
  readonly toSideOutput: boolean;
}

/** One attempt in event time. */
export class TaskTimes {
  readonly task: number;
  /** Grows with whatever is added or changed. */
  version = 0;
  /** Records that it took; of a source, those that it read. */
  readonly records = new Series();
  /** Records without a timestamp; they have no place on the plane. */
  readonly untimedSeqs: number[] = [];
  readonly combined = new WatermarkLine(-1);
  readonly channels = new Map<number, WatermarkLine>();
  /** In order of opening. */
  readonly windows: WindowSpan[] = [];
  readonly windowSeqs: number[] = [];
  readonly late: LateRecord[] = [];
  readonly lateSeqs: number[] = [];

  constructor(task: number) {
    this.task = task;
  }

  channel(ch: number): WatermarkLine {
    let line = this.channels.get(ch);
    if (line === undefined) {
      line = new WatermarkLine(ch);
      this.channels.set(ch, line);
    }
    return line;
  }

  addWindow(span: WindowSpan): void {
    this.windows.push(span);
    this.windowSeqs.push(span.openSeq);
  }
}
