/** What the course says, in both of its languages. */
import type { Language } from "../../exercises/course/exercise.ts";
import type { ExerciseState, FailureReport } from "../../exercises/course/report.ts";

/** Everything that is said, in one language. */
export interface Words {
  readonly states: Readonly<Record<ExerciseState, string>>;
  readonly what: Readonly<Record<FailureReport["what"], string>>;
  readonly overview: string;
  readonly nextStep: string;
  readonly allDone: string;
  readonly made: (folder: string) => string;
  readonly openFirst: (file: string) => string;
  readonly heldOf: (held: number, cases: number, runs: number) => string;
  readonly case: string;
  readonly expected: string;
  readonly got: string;
  readonly nothing: string;
  readonly record: string;
  readonly at: string;
  readonly orders: (failed: number, tried: number, seed: number) => string;
  readonly looksLike: string;
  readonly instead: string;
  readonly hintWith: (command: string) => string;
  readonly seeWith: (command: string) => string;
  readonly seeAt: (address: string) => string;
  readonly nothingToSee: string;
  readonly askNext: string;
  readonly passed: (title: string) => string;
  readonly solutionWith: (command: string) => string;
  readonly inTheRun: string;
  readonly predicted: string;
  readonly notPredicted: string;
  readonly notStarted: (file: string) => string;
  readonly typeErrors: (count: number) => string;
  readonly hint: (n: number, of: number) => string;
  readonly lastHint: string;
  readonly resetDone: (file: string, kept: string) => string;
  readonly resetPlain: (file: string) => string;
  readonly notYetPassed: (command: string) => string;
  readonly breakLater: (command: string) => string;
  readonly breakWith: (command: string) => string;
  readonly keys: string;
  readonly watching: (file: string) => string;
  readonly stoppedWatching: string;
  readonly progressAside: (file: string) => string;
}

const EN: Words = {
  states: { notStarted: "not started", failing: "failing", passing: "passing" },
  what: {
    records: "the records that come out",
    "side output": "the records of the side output",
    "state entries": "entries of keyed state",
    timers: "registered timers",
    forgotten: "what keyed state still holds, though nobody will ask for it again",
    threw: "your code threw",
    endless: "it does not end",
    prediction: "your prediction is another one",
  },
  overview: "The taxi exercises",
  nextStep: "Next",
  allDone: "All exercises pass. Well done.",
  made: (folder) => `Made the folder ${folder}: the exercises are yours, edit them there.`,
  openFirst: (file) => `Open ${file} in your editor, then:`,
  heldOf: (held, cases, runs) =>
    `${held} of ${cases} cases hold${runs === 0 ? "" : `, with ${runs} run${runs === 1 ? "" : "s"} on the cluster`}`,
  case: "case",
  expected: "expected",
  got: "got",
  nothing: "(nothing)",
  record: "record",
  at: "at",
  orders: (failed, tried, seed) =>
    tried === 1 && failed === 1
      ? `in the first order that was tried (seed ${seed})`
      : `fails in ${failed} of ${tried} orders that were tried; this is seed ${seed}`,
  looksLike: "It looks like this:",
  instead: "Instead:",
  hintWith: (command) => `A hint: ${command}`,
  seeWith: (command) => `See it: ${command}`,
  seeAt: (address) => `Open ${address}`,
  nothingToSee: "There is no failing run to see.",
  askNext: "n: on to the next exercise; or go on with this one, and break it.",
  passed: (title) => `${title}: solved.`,
  solutionWith: (command) => `Compare with the solution and what others do: ${command}`,
  inTheRun: "in the run",
  predicted: "you said",
  notPredicted: "(no number yet)",
  notStarted: (file) => `Nothing is written yet in ${file}.`,
  typeErrors: (count) => `The compiler found ${count} error${count === 1 ? "" : "s"}:`,
  hint: (n, of) => `Hint ${n} of ${of}`,
  lastHint: "That was the last hint.",
  resetDone: (file, kept) => `${file} is as it was given; what you had is in ${kept}.`,
  resetPlain: (file) => `${file} is as it was given.`,
  notYetPassed: (command) => `The solution is shown once yours passes; to see it anyway: ${command}`,
  breakLater: (command) => `Solve it first, then break it: ${command}`,
  breakWith: (command) => `Break it: ${command}`,
  keys: "h hint   o open   n next   l list   q quit",
  watching: (file) => `Watching ${file}: save it to try it.`,
  stoppedWatching: "Stopped.",
  progressAside: (file) => `The progress file could not be read; it is kept as ${file}, and a new one is begun.`,
};

const ZH: Words = {
  states: { notStarted: "未开始", failing: "未通过", passing: "已通过" },
  what: {
    records: "输出的记录",
    "side output": "侧输出的记录",
    "state entries": "键控状态条目数",
    timers: "已注册的定时器数",
    forgotten: "键控状态里还留着、但再也没人要的东西",
    threw: "你的代码抛出了异常",
    endless: "它没有结束",
    prediction: "与你的预测不同",
  },
  overview: "出租车练习",
  nextStep: "下一步",
  allDone: "全部练习都已通过，干得好。",
  made: (folder) => `已建立文件夹 ${folder}：练习归你所有，请在那里编辑。`,
  openFirst: (file) => `用编辑器打开 ${file}，然后：`,
  heldOf: (held, cases, runs) => `${cases} 个用例中通过 ${held} 个${runs === 0 ? "" : `，在集群上运行 ${runs} 次`}`,
  case: "用例",
  expected: "期望",
  got: "实际",
  nothing: "（无）",
  record: "记录",
  at: "位置",
  orders: (failed, tried, seed) =>
    tried === 1 && failed === 1
      ? `第一次尝试的到达顺序就失败（种子 ${seed}）`
      : `尝试了 ${tried} 种到达顺序，其中 ${failed} 种失败；这里是种子 ${seed}`,
  looksLike: "看起来是这样：",
  instead: "应当：",
  hintWith: (command) => `提示：${command}`,
  seeWith: (command) => `查看：${command}`,
  seeAt: (address) => `请打开 ${address}`,
  nothingToSee: "没有失败的运行可看。",
  askNext: "n：下一题；也可以留在这一题，再把它弄坏。",
  passed: (title) => `${title}：已解出。`,
  solutionWith: (command) => `对照参考答案和其他做法：${command}`,
  inTheRun: "运行中",
  predicted: "你的预测",
  notPredicted: "（还没有填数）",
  notStarted: (file) => `${file} 里还什么都没写。`,
  typeErrors: (count) => `编译器发现 ${count} 个错误：`,
  hint: (n, of) => `提示 ${n}/${of}`,
  lastHint: "这是最后一个提示。",
  resetDone: (file, kept) => `${file} 已恢复原样；你原来的内容保存在 ${kept}。`,
  resetPlain: (file) => `${file} 已是原样。`,
  notYetPassed: (command) => `通过之后才显示参考答案；若一定要现在看：${command}`,
  breakLater: (command) => `先解出来，再弄坏它：${command}`,
  breakWith: (command) => `弄坏它：${command}`,
  keys: "h 提示   o 查看   n 下一题   l 列表   q 退出",
  watching: (file) => `正在监视 ${file}：保存即检查。`,
  stoppedWatching: "已停止。",
  progressAside: (file) => `进度文件无法读取；已保存为 ${file}，并重新开始记录。`,
};

/** @param language of the learner */
export function wordsIn(language: Language): Words {
  return language === "zh" ? ZH : EN;
}

/** The language that the learner asked for, or that of the environment. */
export function languageOf(asked: Language | undefined, environment: NodeJS.ProcessEnv): Language {
  if (asked !== undefined) return asked;
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return (LC_ALL || LC_MESSAGES || LANG || "").toLowerCase().startsWith("zh") ? "zh" : "en";
}
