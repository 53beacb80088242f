/** Where the results of an operator go inside a task: to operators of the chain, to the network, or to several of them. */
import type { OutputTag } from "../api/output-tag.ts";
import type { RecordWriter } from "../network/record-writer.ts";
import type { Output } from "../operators/operator.ts";
import type { OperatorInput } from "../operators/two-input-operator.ts";
import { Copier } from "../types/structural-copy.ts";

/** One place that takes the records of an operator; as its only output it drops what is for side outputs. */
export abstract class OutputTarget implements Output {
  abstract collect(value: unknown, timestampMs: number): void;
  abstract emitWatermark(timestampMs: number): void;
  abstract emitStatus(idle: boolean): void;
  collectSide(): void {}
}

/** The next operator of the chain takes a copy (`CopyingChainingOutput`). */
export class CopyingChainTarget extends OutputTarget {
  readonly #operator: OperatorInput;
  readonly #copier: Copier;

  /** @param place names the link of the chain among those of the program */
  constructor(operator: OperatorInput, place = "chain") {
    super();
    this.#operator = operator;
    this.#copier = new Copier(place);
  }

  collect(value: unknown, timestampMs: number): void {
    const copy = this.#copier.copy(value);
    this.#operator.setKeyContext(copy);
    this.#operator.processElement(copy, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    this.#operator.processWatermark(timestampMs);
  }

  emitStatus(idle: boolean): void {
    this.#operator.processStatus(idle);
  }
}

/** With object reuse the next operator takes the object itself (`ChainingOutput`). */
export class ChainTarget extends OutputTarget {
  readonly #operator: OperatorInput;

  constructor(operator: OperatorInput) {
    super();
    this.#operator = operator;
  }

  collect(value: unknown, timestampMs: number): void {
    this.#operator.setKeyContext(value);
    this.#operator.processElement(value, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    this.#operator.processWatermark(timestampMs);
  }

  emitStatus(idle: boolean): void {
    this.#operator.processStatus(idle);
  }
}

/** Told what is written, to charge the time that it takes. */
export interface WriteMeter {
  chargeRecord(): void;
}

/** An edge to another vertex (`RecordWriterOutput`). */
export class NetworkTarget extends OutputTarget {
  readonly #writer: RecordWriter;
  readonly #meter: WriteMeter;

  constructor(writer: RecordWriter, meter: WriteMeter) {
    super();
    this.#writer = writer;
    this.#meter = meter;
  }

  collect(value: unknown, timestampMs: number): void {
    this.#meter.chargeRecord();
    this.#writer.emit(value, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    this.#writer.broadcastControl({ kind: "watermark", timestampMs });
  }

  emitStatus(idle: boolean): void {
    this.#writer.broadcastControl({ kind: "status", idle });
  }
}

/** Any number of targets, main or side (`BroadcastingOutputCollector`). A record for a tag that nobody reads is dropped. */
export class FanOutput implements Output {
  readonly #main: readonly OutputTarget[];
  readonly #side: ReadonlyMap<string, readonly OutputTarget[]>;
  readonly #all: readonly OutputTarget[];

  constructor(main: readonly OutputTarget[], side: ReadonlyMap<string, readonly OutputTarget[]>) {
    this.#main = main;
    this.#side = side;
    this.#all = [...main, ...[...side.values()].flat()];
  }

  collect(value: unknown, timestampMs: number): void {
    for (const target of this.#main) target.collect(value, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    for (const target of this.#all) target.emitWatermark(timestampMs);
  }

  emitStatus(idle: boolean): void {
    for (const target of this.#all) target.emitStatus(idle);
  }

  collectSide(tag: OutputTag<unknown>, value: unknown, timestampMs: number): void {
    const targets = this.#side.get(tag.id);
    if (targets === undefined) return;
    for (const target of targets) target.collect(value, timestampMs);
  }
}
