/** What the keys do, on top of everything. */
import type { PageContext } from "../page/context.ts";
import { keep } from "../page/kept.ts";
import { SHORTCUTS } from "../page/shortcuts.ts";
import { DIAGRAM_KEYS } from "../space-time/diagram-keys.ts";
import { textOf } from "../text/catalogue.ts";
import { diagramKeys } from "../text/diagram-keys.ts";
import { helpText } from "../text/help.ts";
import { pageText } from "../text/page.ts";

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** Open while `isHelpOpen`. */
export function Help({ context: { page, isHelpOpen, areSingleKeysOn } }: { readonly context: PageContext }) {
  if (!isHelpOpen.value) return null;
  const language = page.language.value;
  const names = [...new Set(SHORTCUTS.map(({ help }) => help))];
  return (
    <dialog class="help" open aria-label={textOf(helpText, language, "title")}>
      <h2>{textOf(helpText, language, "title")}</h2>
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt>
              {SHORTCUTS.filter(({ help }) => help === name).map(({ key, control }) => (
                <kbd key={key}>{`${control === true ? "Ctrl+" : ""}${key === " " ? "Space" : key}`}</kbd>
              ))}
            </dt>
            <dd>{textOf(helpText, language, name)}</dd>
          </div>
        ))}
      </dl>
      <h2>{textOf(diagramKeys, language, "title")}</h2>
      <dl>
        {DIAGRAM_KEYS.map(({ keys, shift, help }) => (
          <div key={help}>
            <dt>
              {shift === true ? <kbd>Shift</kbd> : null}
              {keys.map((key) => (
                <kbd key={key}>{ARROWS[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{textOf(diagramKeys, language, help)}</dd>
          </div>
        ))}
      </dl>
      <label class="single-keys">
        <input
          type="checkbox"
          checked={areSingleKeysOn.value}
          onChange={({ currentTarget: { checked } }) => {
            areSingleKeysOn.value = checked;
            keep("single-keys", checked ? null : "off");
          }}
        />
        {textOf(helpText, language, "singleKeys")}
      </label>
      <p class="hint">{textOf(helpText, language, "singleKeysHint")}</p>
      <button
        type="button"
        onClick={() => {
          isHelpOpen.value = false;
        }}
      >
        {textOf(pageText, language, "close")}
      </button>
    </dialog>
  );
}
