/** Before there is a job: when there is one, and the way there. */
import { type PageContext, secondsText } from "../page/context.ts";
import { opening } from "../page/moments.ts";
import { textOf } from "../text/catalogue.ts";
import { stateText } from "../text/states.ts";

const firstFrame = opening(null);

/** Over the stage while the run stands before the first vertex of its job. */
export function NothingYet({ context: { page, player } }: { readonly context: PageContext }) {
  void page.grown.value;
  if (player.phase.value !== "paused" || page.view.value.state.vertices.size > 0) return null;
  const first = firstFrame(page.model.value);
  if (first === null || first.seq <= page.cursor.value.seq) return null;
  const language = page.language.value;
  return (
    <div class="stage-note">
      <span class="stage-buttons">
        {textOf(stateText, language, "nothingYet", secondsText(first.micros))}
        <button type="button" onClick={() => player.seekSeq(first.seq)}>
          {textOf(stateText, language, "goThere")}
        </button>
      </span>
    </div>
  );
}
