import { ok, strictEqual } from "node:assert/strict";
import { FaultTextError } from "./fault_text_error.ts";
import { parseFault } from "./fault_text.ts";

type BadRow = [text: string, column: number, code: string, ...words: string[]];

const SYNTAX = "E-FAULT-SYNTAX", TIME = "E-FAULT-TIME", VALUE = "E-FAULT-VALUE";

const BAD: readonly BadRow[] = [
  ["", 1, SYNTAX, "it ends where a verb"],
  ["   ", 1, SYNTAX, "it ends"],
  ["crush window[0] at 2s", 1, SYNTAX, '"crush"', "a verb", "did you mean crash?"],
  ["explode window[0] at 2s", 1, SYNTAX, "crash, pause, slow"],
  ["crash", 6, SYNTAX, "it ends where a subtask such as window[0]"],
  ["crash at 2s", 7, SYNTAX, '"at"', "task-manager-N"],
  ["crash window[0]", 16, SYNTAX, "it ends", "when it strikes"],
  ["crash window[0] att 2s", 17, SYNTAX, '"att"', "did you mean at?"],
  ["crash window[0] for 2s", 17, SYNTAX, '"for"', "when it strikes"],
  ["crash window[] at 2s", 13, SYNTAX, "the index of a subtask"],
  ["crash window[-1] at 2s", 13, SYNTAX, "the index of a subtask"],
  ["crash window[0] at noon", 20, SYNTAX, '"noon"', "12.5s"],
  ["crash window[0] at 12.5", 20, SYNTAX, '"12.5"', "a time with its unit"],
  ["crash window[0] at 0.0000001s", 20, SYNTAX, "a time of whole microseconds"],
  ["crash window[0] at 999999999999d", 20, SYNTAX, '"999999999999d"', "104249d at most"],
  ["crash window[0] at 104250d", 20, SYNTAX, "104249d at most"],
  ["crash window[0] at -2s", 20, TIME, "-2s is before the start"],
  ["pause task-manager-1 at 2s", 27, TIME, "has no end", '"for" and a duration'],
  ["pause task-manager-1 at 2s for 0s", 32, TIME, "ends as it starts"],
  ["pause task-manager-1 at 2s for -1s", 32, TIME, "ends before it starts"],
  ["pause task-manager-1 at 2s for", 31, SYNTAX, "it ends", "a time with its unit"],
  ["pause task-manager-1 at 2s for ever", 32, SYNTAX, '"ever"'],
  ["pause task-manager-1 at 2s for 1s too", 35, SYNTAX, '"too"', "nothing more"],
  ["pause task-manager-1 at 2s fro 1s", 28, SYNTAX, '"fro"', "did you mean for?"],
  ["crash window[0] at 2s for 1s", 27, TIME, "done in a moment"],
  ["pause window[0] at 2s for 1s", 7, SYNTAX, '"pause" cannot be done to window[0]'],
  ["pause task-maneger-1 at 2s for 1s", 7, SYNTAX, "did you mean task-manager-1?"],
  ["corrupt storage at 2s", 9, SYNTAX, "wanted: checkpoint N"],
  ["corrupt checkpoint at 2s", 20, SYNTAX, '"at"', "the number of a checkpoint"],
  ["corrupt checkpoint 0 at 2s", 9, "E-FAULT-TARGET", "counted from 1"],
  ["fail commit at 2s", 13, SYNTAX, '"at"', '"of"'],
  ["fail commit of task-manager-1 at 2s", 16, SYNTAX, "a subtask such as window[0]"],
  ["hold task-manager-1 at 2s for 1s", 6, SYNTAX, "task-manager-N->task-manager-M"],
  ["hold task-manager-1-> at 2s for 1s", 23, SYNTAX, '"at"', "one end of a link"],
  ["hold window[0]->task-manager-1 at 2s for 1s", 6, SYNTAX, "one end of a link"],
  ["hold task-manager-1->sink[0] at 2s for 1s", 22, SYNTAX, "one end of a link"],
  ["hold task-manager-1->task-manager-1 at 2s for 1s", 6, "E-FAULT-TARGET", "no link to itself"],
  ["slow window[0] at 2s for 1s", 16, SYNTAX, '"at"', '"by" and how many times'],
  ["slow window[0] by 1 at 2s for 1s", 19, VALUE, "from 2 to"],
  ["slow window[0] by 2.5 at 2s for 1s", 19, SYNTAX, '"2.5"', "a whole number"],
  ["slow window[0] by 20ms at 2s for 1s", 19, SYNTAX, '"20ms"'],
  ["delay task-manager-1->task-manager-2 by 20 at 2s for 1s", 41, SYNTAX, '"20"', "a time"],
  ["delay task-manager-1->task-manager-2 by 0s at 2s for 1s", 41, VALUE, "longer than nothing"],
  ["crash window[0] on windowFired", 20, SYNTAX, '"windowFired"', "1st, 2nd, 3rd"],
  ["crash window[0] on 0th windowFired", 20, VALUE, "counted from 1st"],
  ["crash window[0] on 3rd windowFires", 24, SYNTAX, "did you mean windowFired?"],
  ["crash window[0] on 3rd windowFired from sink", 36, SYNTAX, '"from"'],
  ["crash window[0] on 3rd windowFired of", 38, SYNTAX, "it ends", "somebody"],
  ["crash window[0] on 1st checkpointCompleted of sink[0]", 20, "E-FAULT-TARGET", "leave out"],
  ["crash window[0] after precomit 2", 23, SYNTAX, "did you mean precommit?"],
  ["crash window[0] after dataEnded 1", 23, SYNTAX, "a phase", "on 1st dataEnded", "precommit"],
  ["crash window[0] after precommit", 32, SYNTAX, "the number of a checkpoint"],
  ["crash window[0] during restore soon", 32, SYNTAX, "the number of an attempt"],
  ["crash window[0] after precommit 0", 23, VALUE, "counted from 1"],
  ["crash window[0] when", 21, SYNTAX, "it ends", "what is counted"],
  ["crash window[0] when checkpoint completed >= 1", 22, SYNTAX, "did you mean checkpoints?"],
  ["crash window[0] when checkpoints done >= 1", 34, SYNTAX, "triggered, completed"],
  ["crash window[0] when checkpoints completed", 43, SYNTAX, '">="'],
  ["crash window[0] when checkpoints completed >= many", 47, SYNTAX, '"many"', "a whole number"],
  ["crash window[0] when checkpoints completed > 1", 44, SYNTAX, ">"],
  ["crash window[0] when restarts >= 0", 22, VALUE, "holds from the start"],
  ["crash window[0] when restarts of sink[0] >= 1", 22, "E-FAULT-TARGET", "the whole job"],
  ["crash window[0] when job is SLEEPING", 29, SYNTAX, '"SLEEPING"', "RESTARTING"],
  ["crash window[0] when job is RESTARTIGN", 29, SYNTAX, "did you mean RESTARTING?"],
  ["crash window[0] when window[0] blocked", 32, SYNTAX, '"is"'],
  ["crash window[0] when window[0] is bloked", 35, SYNTAX, "did you mean blocked?"],
  ["crash window[0] when task-manager-1 is blocked", 22, SYNTAX, "a subtask such as"],
  ['crash "window at 2s', 7, SYNTAX, "never closed"],
  ['crash "a\\q" at 2s', 7, SYNTAX, "quoted in a way"],
  ["crash window[0] at 2s; crash window[0] at 3s", 22, SYNTAX, '";"'],
  ["crash win\u202edow[0] at 2s", 10, SYNTAX, "U+202E"],
  ["crash \ud800[0] at 2s", 7, SYNTAX, "U+D800"],
  [`crash ${"x".repeat(2000)} at 2s`, 2001, SYNTAX, "2000 characters"],
];

Deno.test("a bad text is answered with the column, what was found and what is wanted", () => {
  for (const [text, column, code, ...words] of BAD) {
    let error: unknown;
    try {
      parseFault(text);
    } catch (thrown) {
      error = thrown;
    }
    ok(error instanceof FaultTextError, `${text}: ${error}`);
    strictEqual(error.code, code, error.message);
    strictEqual(error.column, column, error.message);
    for (const word of words) ok(error.message.includes(word), `"${word}" in: ${error.message}`);
  }
});

Deno.test("an error shows the text and points at the place, cut if it is long", () => {
  strictEqual(
    messageOf("crash window[0] at noon"),
    'E-FAULT-SYNTAX: At column 20 of a fault, it says "noon" where a time with its unit, such as ' +
      "500ms, 12.5s or 2min, is wanted\n" +
      "  crash window[0] at noon\n" +
      "                     ^",
  );
  const [, shown, caret] = messageOf(`crash ${"x".repeat(90)}[0] at ${"y".repeat(90)}`).split("\n");
  strictEqual(shown.length, 2 + 1 + 60 + 60 + 1);
  strictEqual(shown[caret.indexOf("^")], "y");
});

function messageOf(text: string): string {
  try {
    parseFault(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
