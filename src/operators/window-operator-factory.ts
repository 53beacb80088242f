import type { ContentsSpec } from "../windowing/window-contents.ts";
import { WindowOperator } from "../windowing/window-operator.ts";
import type { WindowOperatorOptions } from "../windowing/window-operator-options.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorFactory } from "./operator.ts";

/** Builds window operators whose functions are copies of their own. */
export function windowOperatorFactory(options: WindowOperatorOptions): OperatorFactory {
  return {
    kind: "WindowOperator",
    create() {
      const { contents, trigger, evictor, windowFunction } = options;
      return new WindowOperator({
        ...options,
        contents: cloneContents(contents),
        ...(trigger === undefined ? {} : { trigger: cloneFunction(trigger) }),
        ...(evictor === undefined ? {} : { evictor: cloneFunction(evictor) }),
        ...(windowFunction === undefined ? {} : { windowFunction: cloneFunction(windowFunction) }),
      });
    },
  };
}

function cloneContents(contents: ContentsSpec): ContentsSpec {
  switch (contents.kind) {
    case "reduce":
      return { ...contents, reduce: cloneFunction(contents.reduce) };
    case "aggregate":
      return { ...contents, aggregate: cloneFunction(contents.aggregate) };
    case "list":
      return contents;
  }
}
