/** A list to choose the subtask from. */
import type { PageState } from "../page/page-state.ts";
import type { SubtaskChoice } from "./subtask-choice.ts";

export function SubtaskPicker({
  page,
  label,
  choices,
  chosen,
}: {
  readonly page: PageState;
  readonly label: string;
  readonly choices: readonly SubtaskChoice[];
  readonly chosen: SubtaskChoice;
}) {
  const choose = (at: number) => {
    const task = choices[at]?.task;
    if (task !== undefined) page.selection.value = { kind: "subtask", vertex: task.vertex, subtask: task.subtask };
  };
  return (
    <label class="tab-field">
      <span>{label}</span>
      <select
        aria-label={label}
        value={choices.findIndex(({ task }) => task.task === chosen.task.task)}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      >
        {choices.map(({ task, name }, at) => (
          <option key={`${task.vertex}/${task.subtask}`} value={at}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
