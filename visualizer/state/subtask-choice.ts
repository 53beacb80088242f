/** Which subtask a tab shows: the selected one, or the one that has most to tell. */
import type { TaskView, VertexView, ViewState } from "../fold/view-state.ts";
import type { Selection } from "../page/selection.ts";
import type { TraceStore } from "../trace/trace-store.ts";

/** A subtask that can be chosen. */
export interface SubtaskChoice {
  /** The attempt that is the subtask at the cursor. */
  readonly task: TaskView;
  /** "sum 1" */
  readonly name: string;
  readonly stateful: boolean;
}

/** "sum" of "sum -> paid: Writer -> paid: Committer". */
export function vertexLabel(vertex: VertexView | undefined): string {
  return (vertex?.operators[0]?.name ?? vertex?.name ?? "").replace(/^Source: /, "");
}

/** "sum 1" for the first of several subtasks, "sum" for the only one. */
export function subtaskLabel(state: ViewState, task: TaskView): string {
  const vertex = state.vertices.get(task.vertex);
  return vertex?.parallelism === 1 ? vertexLabel(vertex) : `${vertexLabel(vertex)} ${task.subtask + 1}`;
}

/** All subtasks of the moment, those with keyed state first. */
export function subtaskChoices(state: ViewState): SubtaskChoice[] {
  const choices = state.currentTasks().map((task) => ({
    task,
    name: subtaskLabel(state, task),
    stateful: state.vertices.get(task.vertex)?.operators.some((operator) => operator.stateful) === true,
  }));
  return [...choices.filter(({ stateful }) => stateful), ...choices.filter(({ stateful }) => !stateful)];
}

/**
 * The selected subtask, or that of the selected event or channel; else the first that `prefers` takes, else the first.
 * Null while there is no subtask.
 */
export function chosenSubtask(
  state: ViewState,
  store: TraceStore,
  selection: Selection | null,
  prefers: (choice: SubtaskChoice) => boolean,
): SubtaskChoice | null {
  const choices = subtaskChoices(state);
  const place = selectedPlace(state, store, selection);
  return (
    choices.find(({ task }) => task.vertex === place?.vertex && task.subtask === place.subtask) ??
    choices.find(prefers) ??
    choices[0] ??
    null
  );
}

function selectedPlace(
  state: ViewState,
  store: TraceStore,
  selection: Selection | null,
): { readonly vertex: string; readonly subtask: number } | undefined {
  switch (selection?.kind) {
    case "subtask":
      return selection;
    case "event":
      return selection.seq < store.count ? state.tasks.get(store.task(selection.seq)) : undefined;
    case "channel":
      return state.tasks.get(state.channels.get(selection.ch)?.toTask ?? -1);
    default:
      return undefined;
  }
}
