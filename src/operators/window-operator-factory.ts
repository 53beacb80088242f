import type { ContentsSpec } from "../windowing/window-contents.ts";
import { WindowOperator, type WindowOperatorOptions } from "../windowing/window-operator.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorFactory } from "./operator.ts";

/** Builds window operators whose functions are copies of their own. */
export function windowOperatorFactory(options: WindowOperatorOptions): OperatorFactory {
  return {
    kind: "WindowOperator",
    create() {
      const copy = { ...options, contents: cloneContents(options.contents) };
      if (options.windowFunction === undefined) return new WindowOperator(copy);
      return new WindowOperator({ ...copy, windowFunction: cloneFunction(options.windowFunction) });
    },
  };
}

function cloneContents(contents: ContentsSpec): ContentsSpec {
  switch (contents.kind) {
    case "reduce":
      return { kind: "reduce", reduce: cloneFunction(contents.reduce) };
    case "aggregate":
      return { kind: "aggregate", aggregate: cloneFunction(contents.aggregate) };
    case "list":
      return contents;
  }
}
