/** Which run is shown, and what can be done with it as a whole. */

import type { Branch } from "../page/branches.ts";
import { type PageContext, say } from "../page/context.ts";
import { Icon } from "./icons.tsx";

/** The bar at the top. */
export function TopBar({
  context,
  onCopyLink,
  onPerfetto,
}: {
  readonly context: PageContext;
  readonly onCopyLink: () => void;
  readonly onPerfetto: () => void;
}) {
  const { page, controller, guide, isHelpOpen } = context;
  const branch = controller.branch.value;
  const scenario = branch?.scenario;
  const known = controller.library.scenarios.some(({ name }) => name === scenario?.name);
  return (
    <header class="top-bar">
      <h1>{say(page, "title")}</h1>
      <label>
        {say(page, "scenario")}
        <select
          value={known ? scenario?.name : ""}
          onChange={({ currentTarget }) => {
            guide.leave();
            controller.openScenario(currentTarget.value);
          }}
        >
          {!known && <option value="">{scenario?.name ?? "…"}</option>}
          {controller.library.scenarios.map(({ name, purpose }) => (
            <option key={name} value={name} title={purpose}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="seed">
        {say(page, "seed")}
        <input
          type="number"
          min={0}
          value={scenario?.seed ?? 0}
          disabled={controller.isFixed}
          onChange={({ currentTarget }) => {
            const seed = Number(currentTarget.value);
            if (Number.isSafeInteger(seed) && seed >= 0) controller.changeSeed(seed);
          }}
        />
      </label>
      {controller.branches.length > 1 && (
        <label>
          {say(page, "branch")}
          <select
            value={String(branch?.id)}
            onChange={({ currentTarget }) => {
              const chosen = controller.branches.find(({ id }) => String(id) === currentTarget.value);
              if (chosen !== undefined) controller.go(chosen);
            }}
          >
            {controller.branches.map((one) => (
              <option key={one.id} value={String(one.id)}>
                {branchName(one, say(page, "branchRoot"))}
              </option>
            ))}
          </select>
        </label>
      )}
      {controller.branches.length > 1 && (
        <span class="undo">
          <button type="button" disabled={!controller.canUndo} onClick={() => controller.undo()}>
            {say(page, "undo")}
          </button>
          <button type="button" disabled={!controller.canRedo} onClick={() => controller.redo()}>
            {say(page, "redo")}
          </button>
        </span>
      )}
      <span class="spring" />
      <button type="button" onClick={onCopyLink}>
        {say(page, "copyLink")}
      </button>
      <button type="button" class="wide-only" onClick={onPerfetto}>
        {say(page, "perfetto")}
      </button>
      <button
        type="button"
        onClick={() => {
          page.theme.value = page.theme.value === "light" ? "dark" : "light";
        }}
        aria-label={`${say(page, "theme")}: ${say(page, page.theme.value === "light" ? "dark" : "light")}`}
      >
        <Icon name="theme" />
      </button>
      <button
        type="button"
        lang={page.language.value === "en" ? "zh" : "en"}
        onClick={() => {
          page.language.value = page.language.value === "en" ? "zh" : "en";
        }}
      >
        {say(page, "language")}
      </button>
      <button
        type="button"
        aria-label={say(page, "help")}
        onClick={() => {
          isHelpOpen.value = !isHelpOpen.value;
        }}
      >
        ?
      </button>
    </header>
  );
}

/** The faults that a branch has beside the scenario's own, by way of its parents. */
function branchName(branch: Branch, root: string): string {
  return branch.parent === null
    ? root
    : `${branch.parent.parent === null ? "" : `${branchName(branch.parent, root)} ▸ `}${branch.fault}`;
}
