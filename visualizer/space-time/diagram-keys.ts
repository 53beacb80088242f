/** What the keys do over the lanes. The help lists them from here. */
import type { diagramKeys } from "../text/diagram-keys.ts";
import type { Diagram } from "./diagram.ts";

/** Keys that do one thing, or the same in several directions. */
interface DiagramKey {
  /** As `KeyboardEvent.key` tells them. */
  readonly keys: readonly string[];
  readonly shift?: boolean;
  readonly help: keyof (typeof diagramKeys)["en"];
  readonly act: (diagram: Diagram, key: string) => void;
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;

/** All keys, in the order in which the help lists them. */
export const DIAGRAM_KEYS: readonly DiagramKey[] = [
  {
    keys: ARROWS,
    help: "move",
    act: (diagram, key) => {
      const { along, across } = directionOf(diagram, key);
      if (along !== 0) diagram.moveInLane(along);
      if (across !== 0) diagram.moveAcross(across);
    },
  },
  {
    keys: ARROWS,
    shift: true,
    help: "area",
    act: (diagram, key) => {
      const { along, across } = directionOf(diagram, key);
      diagram.area.extend(along, across);
    },
  },
  { keys: ["v"], help: "areaOfFocus", act: ({ area }) => area.ofFocus() },
  { keys: ["Enter"], help: "seek", act: (diagram) => diagram.seekToSelection() },
  { keys: ["w", "s"], help: "zoom", act: (diagram, key) => diagram.zoom(key === "w") },
  { keys: ["a", "d"], help: "pan", act: (diagram, key) => diagram.pan(key === "d" ? 1 : -1) },
  { keys: ["f"], help: "frame", act: (diagram) => diagram.frame() },
  { keys: ["+", "_"], help: "laneHeight", act: ({ laneChoice }, key) => laneChoice.changeZoom(key === "+") },
  {
    keys: ["c"],
    help: "collapse",
    act: (diagram) => {
      const lane = diagram.selectedLane;
      if (lane !== undefined) diagram.laneChoice.toggle(lane);
    },
  },
  {
    keys: ["g"],
    help: "byMachine",
    act: ({ laneChoice: { byMachine } }) => {
      byMachine.value = !byMachine.value;
    },
  },
];

/** Does what a key asks for; false if the key means nothing here. */
export function pressKey(diagram: Diagram, key: string, shift = false): boolean {
  const found = DIAGRAM_KEYS.find(
    (one) => one.keys.includes(key) && (!key.startsWith("Arrow") || shift === (one.shift ?? false)),
  );
  found?.act(diagram, key);
  return found !== undefined;
}

type Step = -1 | 0 | 1;

/** Left and right are along the axis, unless it runs downwards. */
function directionOf({ turned }: Diagram, key: string): { readonly along: Step; readonly across: Step } {
  const horizontal: Step = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  const vertical: Step = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  return turned.value ? { along: vertical, across: horizontal } : { along: horizontal, across: vertical };
}
