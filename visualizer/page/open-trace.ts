/** Events of a trace file as a run that can be looked at. */
import { readTrace } from "../../sim/trace/jsonl.ts";
import { RunModel } from "../run-model.ts";
import { BatchPacker } from "../trace/batch-packer.ts";

const MOST_CHARACTERS = 400_000_000;

/** A run out of a file. */
export interface OpenedTrace {
  readonly model: RunModel;
  /** Finest level of its events. */
  readonly level: number;
}

/** Throws one sentence for a file that is no trace, was cut off or changed. */
export function modelOfTrace(text: string): OpenedTrace {
  if (text.length > MOST_CHARACTERS) throw new Error("It is larger than a page can hold.");
  const { header, events } = readTrace(text);
  if (events.length === 0) throw new Error("It holds no events, only the digest of a run.");
  const packer = new BatchPacker();
  for (const event of events) packer.on(event);
  const model = new RunModel(null);
  for (let batch = packer.take(); batch !== null; batch = packer.take()) model.append(batch);
  model.end = { status: "FINISHED", digest: header.digest, refused: null };
  return { model, level: header.level };
}
