import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, listField, textField } from "../values.ts";

interface Bytes {
  readonly digest: unknown;
  readonly event: EventId;
}

/** CKP-5: the files of a checkpoint that may be restored are there, as their writers wrote them, until it is subsumed, or discarded because the job has ended. */
export class ReferencedFilesExist implements Checker {
  readonly id = "CKP-5";
  readonly kinds = [
    "state.store",
    "state.load",
    "file.write",
    "file.delete",
    "cp.files",
    "cp.subsume",
    "cp.discard",
  ] as const;
  /** The durable files. */
  private readonly files = new Map<string, Bytes>();
  /** What tasks handed over to be stored, by file. */
  private readonly stored = new Map<string, Bytes>();
  /** Files of checkpoints that may be restored, with the event that refers to them. */
  private readonly references = new Map<string, Map<number, EventId>>();
  private readonly checkpoints = new Map<number, readonly string[]>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "state.store":
        if (field(event, "file") !== null) this.store(event, report);
        return;
      case "file.write":
        this.files.set(textField(event, "file"), { digest: field(event, "digest"), event: event.id });
        return;
      case "file.delete":
        if (event.b === 1) this.delete(event, report);
        return;
      case "cp.files":
        this.refer(event, report);
        return;
      case "cp.subsume":
      case "cp.discard":
        for (const file of this.checkpoints.get(event.ch) ?? []) this.references.get(file)?.delete(event.ch);
        this.checkpoints.delete(event.ch);
        return;
      default:
        this.load(event, report);
    }
  }

  /** The store has answered, so the file is durable. */
  private store(event: TraceEvent, report: Report): void {
    const file = textField(event, "file");
    const bytes = { digest: field(event, "digest"), event: event.id };
    this.stored.set(file, bytes);
    const there = this.files.get(file);
    if (there !== undefined && there.digest !== bytes.digest)
      report(event.id, `${file} does not hold the bytes that task ${event.task} stored.`, [there.event]);
  }

  private delete(event: TraceEvent, report: Report): void {
    const file = textField(event, "file");
    this.files.delete(file);
    this.stored.delete(file);
    for (const [checkpoint, reference] of this.references.get(file) ?? [])
      report(event.id, `${file} was deleted, but checkpoint ${checkpoint} refers to it.`, [reference]);
    this.references.delete(file);
  }

  private refer(event: TraceEvent, report: Report): void {
    const files = listField(event, "files").map(String);
    this.checkpoints.set(event.ch, files);
    for (const file of files) {
      const references = this.references.get(file) ?? new Map<number, EventId>();
      references.set(event.ch, event.id);
      this.references.set(file, references);
      const there = this.files.get(file);
      const stored = this.stored.get(file);
      if (there === undefined) report(event.id, `Checkpoint ${event.ch} refers to ${file}, which does not exist.`);
      else if (stored !== undefined && stored.digest !== there.digest)
        report(event.id, `Checkpoint ${event.ch} refers to ${file}, which holds other bytes than were stored.`, [
          stored.event,
          there.event,
        ]);
    }
  }

  private load(event: TraceEvent, report: Report): void {
    const file = textField(event, "file");
    const there = this.stored.get(file);
    if (there !== undefined && there.digest !== field(event, "digest"))
      report(event.id, `Task ${event.task} restored other bytes from ${file} than were stored.`, [there.event]);
  }
}
