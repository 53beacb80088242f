import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { SplitCuts } from "../split-cuts.ts";
import { type Place, placeText, SplitPlaces, splitKey, splitName } from "../split-places.ts";
import { JOB_FINISHED } from "../states.ts";
import { listField, numberField, textField } from "../values.ts";

const VERBS: Readonly<Record<string, string>> = {
  "split.send": "was given to",
  "split.take": "came to",
  "split.end": "was finished by",
};

/**
 * SRC-1: a split is with the enumerator, on its way, in one reader, or finished; so it is in each complete checkpoint. What the
 * enumerator has is what it has not given away since the checkpoint that it was restored from: its state is its own affair.
 */
export class SplitsInOnePlace implements Checker {
  readonly id = "SRC-1";
  readonly kinds = [
    "topo.epoch",
    "exec.def",
    "split.def",
    "split.send",
    "split.take",
    "split.end",
    "split.cut",
    "src.rewind",
    "cp.complete",
    "cp.fail",
    "cp.subsume",
    "job.state",
  ] as const;
  /** Tasks of the present epoch; what earlier ones still do concerns nobody. */
  private readonly vertices = new Map<number, string>();
  private readonly places = new SplitPlaces();
  private readonly cuts = new SplitCuts();
  private readonly known = new Map<string, EventId>();
  private restored = 0;
  /** Splits on their way were told. */
  private told = false;

  on(event: TraceEvent, report: Report): void {
    const vertex = this.vertices.get(event.task);
    switch (event.kind) {
      case "topo.epoch":
        this.restored = numberField(event, "restoredCheckpoint", 0);
        this.vertices.clear();
        this.places.clear();
        this.cuts.restore(this.restored, this.places);
        return;
      case "exec.def":
        this.vertices.set(event.task, textField(event, "vertex"));
        return;
      case "split.def":
        this.known.set(splitKey(textField(event, "vertex"), textField(event, "id")), event.id);
        return;
      case "split.cut":
        if (event.task < 0) this.cuts.addEnumerator(event, splitKey(textField(event, "vertex"), ""), this.places);
        else if (vertex !== undefined) this.cut(event, vertex, report);
        return;
      case "cp.complete":
        this.cuts.judge(event, this.places, report);
        return;
      case "cp.fail":
      case "cp.subsume":
        this.cuts.delete(event.ch);
        return;
      case "job.state":
        if (event.b === JOB_FINISHED && this.told) this.finish(event, report);
        return;
      case "src.rewind":
        if (vertex !== undefined && this.cuts.has(this.restored))
          this.take(event, splitKey(vertex, textField(event, "split")), report);
        return;
      default:
        this.told = true;
        if (vertex === undefined) return;
        for (const split of listField(event, "splits")) this.move(event, splitKey(vertex, String(split)), report);
    }
  }

  private move(event: TraceEvent, key: string, report: Report): void {
    const { kind, task, id } = event;
    const place = this.places.get(key);
    const right =
      kind === "split.send"
        ? place === undefined
        : place?.task === task && place.where === (kind === "split.take" ? "on its way" : "reader");
    if (!right) this.report(event, `${splitName(key)} ${VERBS[kind]} task ${task}, but is`, place, report);
    const where = kind === "split.send" ? "on its way" : kind === "split.take" ? "reader" : "finished";
    this.places.put(key, { where, task, event: id });
  }

  private take(event: TraceEvent, key: string, report: Report): void {
    const place = this.places.get(key);
    if (place?.where !== "restoring")
      this.report(event, `Task ${event.task} restored ${splitName(key)}, but it is`, place, report);
    this.places.put(key, { where: "reader", task: event.task, event: event.id });
  }

  private cut(event: TraceEvent, vertex: string, report: Report): void {
    const missing = new Set(this.places.inReader(event.task));
    for (const entry of listField(event, "splits")) {
      const key = splitKey(vertex, String(Array.isArray(entry) ? entry[0] : entry));
      const place = this.places.get(key);
      this.cuts.addReader(event, key);
      // A reader may go on listing what it has finished.
      if (missing.delete(key) || (place?.where === "finished" && place.task === event.task)) continue;
      const what = `Task ${event.task} has ${splitName(key)} in its snapshot ${event.ch}, but it is`;
      this.report(event, what, place, report);
    }
    for (const key of missing) {
      const what = `Task ${event.task} lacks ${splitName(key)} in its snapshot ${event.ch}, but it is`;
      this.report(event, what, this.places.get(key), report);
    }
  }

  private finish(event: TraceEvent, report: Report): void {
    for (const key of this.known.keys()) {
      const place = this.places.get(key);
      if (place?.where !== "finished") this.report(event, `The job finished, but ${splitName(key)} is`, place, report);
    }
  }

  private report(event: TraceEvent, what: string, place: Place | undefined, report: Report): void {
    report(event.id, `${what} ${placeText(place)}.`, place === undefined ? [] : [place.event]);
  }
}
