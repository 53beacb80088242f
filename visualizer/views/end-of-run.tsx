/** How the run ended and what came out of it, once the cursor is there; and where to go from here. */
import type { LibraryJob } from "../library/library.ts";
import { sourceOfCall } from "../library/source-place.ts";
import { type PageContext, say, secondsText } from "../page/context.ts";
import { outcomeOf } from "../page/outcome.ts";
import type { RunModel } from "../run-model.ts";
import { textOf } from "../text/catalogue.ts";
import { stateText } from "../text/states.ts";
import { TOURS } from "../tours/tours.ts";

type Name = keyof (typeof stateText)["en"];

/** Over the stage. */
export function EndOfRun({ context, onExport }: { readonly context: PageContext; readonly onExport: () => void }) {
  const { page, player, controller, guide } = context;
  const model = page.model.value;
  const phase = player.phase.value;
  if (phase === "loading") return <p class="stage-note">{say(page, "loading")}</p>;
  const language = page.language.value;
  if (phase === "failed") return <p class="stage-note">{textOf(stateText, language, "nothing")}</p>;
  if (phase !== "ended" || model.end === null) return null;
  const text = (name: Name, ...values: readonly (string | number)[]) =>
    textOf(stateText, language, name, ...values.map((value) => value.toLocaleString("en")));
  const { visible, pending, late } = outcomeOf(page.view.value.state);
  const scenario = controller.branch.value?.scenario;
  const isBuiltIn = !controller.isFixed && controller.library.scenarios.some(({ name }) => name === scenario?.name);
  const tour = guide.tour.value;
  const next = TOURS[tour === null ? 0 : TOURS.indexOf(tour) + 1];
  return (
    <div class="stage-note" role="status">
      <p>
        {howItEnded(model, page.view.value.state.failure, text)}
        {refusedAt(model, controller.library.jobs, text)}
        {visible !== null && ` ${text("visible", visible)}`}
        {pending > 0 && ` ${text("pending", pending)}`}
        {late > 0 && ` ${text("late", late)}`}
      </p>
      <span class="stage-buttons">
        <button type="button" onClick={() => player.play()}>
          {text("replay")}
        </button>
        {scenario !== undefined && isBuiltIn && (
          <button
            type="button"
            onClick={() => {
              guide.leave();
              controller.changeSeed(scenario.seed + 1);
            }}
          >
            {textOf(stateText, language, "otherSeed", scenario.seed + 1)}
          </button>
        )}
        {next !== undefined && (
          <button type="button" onClick={() => guide.start(next)}>
            {text("nextTour", next.title[language])}
          </button>
        )}
        {model.end.status === "FULL" && (
          <button type="button" onClick={onExport}>
            {text("export")}
          </button>
        )}
      </span>
    </div>
  );
}

/** Where the call stands for which the job was refused. */
function refusedAt(
  { end }: RunModel,
  jobs: readonly LibraryJob[],
  text: (name: Name, ...values: readonly string[]) => string,
): string {
  const stack = end?.refused ?? null;
  const call = stack === null ? null : sourceOfCall(stack, jobs);
  return call === null ? "" : ` ${text("refusedAt", call.source, call.call)}`;
}

function howItEnded(
  { store, end }: RunModel,
  failure: string | null,
  text: (name: Name, ...values: readonly (string | number)[]) => string,
): string {
  const seconds = secondsText(store.endMicros);
  switch (end?.status) {
    case "FINISHED":
      return text("endedFinished", seconds);
    case "LIMIT":
      return text("endedLimit", seconds);
    case "CUT":
      return text("endedCut", seconds);
    case "FULL":
      return text("endedFull", store.count);
    case "BROKEN":
      return text("endedBroken", seconds, store.count);
    default:
      return text("endedFailed", seconds, failure ?? end?.status ?? "");
  }
}
