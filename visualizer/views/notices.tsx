/** What the visitor has to know: at most one at a time, until it is dismissed. */
import { type PageContext, say, secondsText } from "../page/context.ts";
import type { Notice } from "../page/controller.ts";
import { type Breakage, reportText } from "../page/report.ts";
import { textOf } from "../text/catalogue.ts";
import { stateText } from "../text/states.ts";
import { SILENT_AFTER_S } from "../worker/watchdog.ts";

/** The banner below the top bar, and the short confirmations. */
export function Notices({ context }: { readonly context: PageContext }) {
  const { page, controller, toast } = context;
  const notice = controller.notice.value;
  return (
    <>
      {notice !== null && (
        <div class="notice" role="alert">
          <p>{sentence(context, notice)}</p>
          {notice.kind === "silent" && (
            <button type="button" onClick={() => controller.abandon()}>
              {textOf(stateText, page.language.value, "abandon")}
            </button>
          )}
          {notice.kind === "broken" && <Repair context={context} breakage={notice} />}
          <button
            type="button"
            onClick={() => {
              controller.notice.value = null;
            }}
          >
            {say(page, "close")}
          </button>
        </div>
      )}
      <div class="toast" role="status">
        {toast.value}
      </div>
    </>
  );
}

function sentence(context: PageContext, notice: Notice): string {
  const { page, controller } = context;
  switch (notice.kind) {
    case "ignored-link":
      return say(page, "ignoredLink", notice.parts.join(", "));
    case "unknown-scenario":
      return say(page, "unknownScenario", notice.name, controller.branch.value?.scenario.name ?? "");
    case "other-run":
      return say(page, "otherRun", notice.engine, secondsText(notice.micros));
    case "broken":
      return brokenSentence(context, notice);
    case "silent":
      return textOf(stateText, page.language.value, "silent", SILENT_AFTER_S);
    case "no-canvas":
      return textOf(stateText, page.language.value, "noCanvas");
    case "coarse-trace":
      return say(page, "coarseTrace", notice.file);
    case "bad-trace":
      return say(page, "badTrace", notice.file, notice.message);
  }
}

function brokenSentence({ page, controller }: PageContext, { message, events }: Breakage): string {
  const language = page.language.value;
  const scenario = controller.branch.value?.scenario;
  const said = textOf(stateText, language, "broken", message);
  if (events === null || events === 0) return said;
  const faults = scenario?.faults ?? [];
  const where = [
    events.toLocaleString("en"),
    scenario?.seed ?? "",
    faults.length === 0 ? textOf(stateText, language, "none") : faults.join("; "),
  ];
  return [said, textOf(stateText, language, "brokenAt", ...where), textOf(stateText, language, "brokenHint")].join(" ");
}

/** What can be done about a simulation that broke off. */
function Repair({ context, breakage }: { readonly context: PageContext; readonly breakage: Breakage }) {
  const { page, player, controller, toast } = context;
  const text = (name: "report" | "reportCopied" | "stepBefore" | "reload") =>
    textOf(stateText, page.language.value, name);
  const copy = () => {
    const report = reportText(breakage, controller.branch.value?.scenario ?? null, controller.library.engine);
    void navigator.clipboard.writeText(report).then(() => {
      toast.value = text("reportCopied");
    });
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {text("report")}
      </button>
      {breakage.events !== null && breakage.events > 0 && (
        <button type="button" onClick={() => player.seekSeq(page.model.value.store.count - 1)}>
          {text("stepBefore")}
        </button>
      )}
      <button type="button" onClick={() => location.reload()}>
        {text("reload")}
      </button>
    </>
  );
}
