import { UnsupportedOperationError } from "../types/errors.ts";

/** Throws the sentence that says what to use instead. */
export function gone(name: string, instead: string): never {
  throw new UnsupportedOperationError(`${name} is gone: ${instead}`);
}

/**
 * Names of older versions that books and answers still show. A call is an error for the compiler, since nothing can be given
 * as `this: never`, and for whoever runs it without types one sentence.
 */
export abstract class NamesThatAreGone {
  /** @deprecated Flink 2 has no iterations; send the records back through an outside system, such as a topic. */
  iterate(this: never): never {
    return gone(
      "iterate",
      "send the records back through an outside system, such as a topic, and read them as a source.",
    );
  }

  /** @deprecated Use side outputs: `process` with `context.output(tag, value)`, then `getSideOutput(tag)`. */
  split(this: never): never {
    return gone("split", "use side outputs: process with context.output(tag, value), then getSideOutput(tag).");
  }

  /** @deprecated Use `getSideOutput(tag)`. */
  select(this: never): never {
    return gone("select", "use getSideOutput(tag), behind a process function that calls context.output(tag, value).");
  }

  /** @deprecated Use `aggregate` on windows, or `process` with a `ValueState` on a keyed stream. */
  fold(this: never): never {
    return gone("fold", "use aggregate on windows, or a KeyedProcessFunction with a ValueState on a keyed stream.");
  }

  /** @deprecated Use `window(TumblingEventTimeWindows.of(size))`, or its sliding or processing-time sister. */
  timeWindow(this: never): never {
    return gone(
      "timeWindow",
      "use window(TumblingEventTimeWindows.of(size)) or SlidingEventTimeWindows.of(size, slide), or their processing-time sisters.",
    );
  }

  /** @deprecated Use `windowAll(TumblingEventTimeWindows.of(size))`, or its sliding or processing-time sister. */
  timeWindowAll(this: never): never {
    return gone(
      "timeWindowAll",
      "use windowAll(TumblingEventTimeWindows.of(size)) or SlidingEventTimeWindows.of(size, slide), or their processing-time sisters.",
    );
  }

  /** @deprecated Use `assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps())` with a timestamp assigner. */
  assignAscendingTimestamps(this: never): never {
    return gone(
      "assignAscendingTimestamps",
      "use assignTimestampsAndWatermarks with WatermarkStrategy.forMonotonousTimestamps() and a timestamp assigner.",
    );
  }

  /** @deprecated Use `sinkTo` with a sink for the place where the text is to go, such as `transactionalLogSink`. */
  writeAsText(this: never): never {
    return gone("writeAsText", "use sinkTo with a sink for the place where the text is to go.");
  }
}

/** The same of environments. */
export abstract class EnvironmentNamesThatAreGone {
  /** @deprecated Event time is the default; choose windows and timers of processing time where they are wanted. */
  setStreamTimeCharacteristic(this: never): never {
    return gone(
      "setStreamTimeCharacteristic",
      "event time is the default; choose windows and timers of processing time where they are wanted.",
    );
  }

  /** @deprecated Use `fromSequence(from, to)`. */
  generateSequence(this: never): never {
    return gone("generateSequence", "use fromSequence(from, to).");
  }

  /** @deprecated Use `fromSource` with `FileSource.forRecordStreamFormat(new TextLineInputFormat(), name).build()`. */
  readTextFile(this: never): never {
    return gone(
      "readTextFile",
      "use fromSource with FileSource.forRecordStreamFormat(new TextLineInputFormat(), name).build().",
    );
  }
}

/** An assigner was asked for, and a number came: the form of `windowAll` and `window` that `timeWindow` had. */
export function refuseWindowSize(assigner: unknown, method: string): void {
  if (typeof assigner === "number")
    gone(`${method} with a number`, `use ${method}(TumblingEventTimeWindows.of(${assigner})), or the like.`);
}
