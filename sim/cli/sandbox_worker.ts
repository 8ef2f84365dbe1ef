// Where code that somebody sent is run: a worker that was given no permission whatever (deno_host.ts).
// It may import the engine, which is loaded already, and can reach no file, network, environment or
// program. One request, one answer; then the worker is ended from outside.

import * as engine from "../mod.ts";
import { NamedError } from "../clock/named_error.ts";
import { openScenario } from "../open_scenario.ts";
import { SABOTAGES } from "../sabotage/sabotages.ts";
import { parseScenario } from "../scenario_text.ts";
import type { Job } from "../graph/plan_job.ts";
import { replayView } from "./replay_view.ts";
import type { SandboxReply, SandboxRequest } from "./sandbox_request.ts";

interface WorkerScope {
  onmessage: ((event: { data: SandboxRequest }) => void) | null;
  postMessage: (reply: SandboxReply) => void;
  addEventListener: (type: string, listener: (event: Event) => void) => void;
}

const scope = globalThis as unknown as WorkerScope;
const reply = scope.postMessage.bind(scope);

scope.onmessage = async ({ data }) => {
  scope.onmessage = null;
  reply(await answer(data));
};

const SILENT = { isTerminal: { stdout: false, stderr: false }, stderr: () => {}, now: () => 0 };
const CONSOLE = new Proxy({}, { get: () => () => {} });

async function answer(asked: SandboxRequest): Promise<SandboxReply> {
  try {
    takeAway();
    const job = await loadJob(asked.code);
    const scenario = parseScenario(asked.scenario);
    const found = {
      ...scenario,
      job: { ref: "code", graphHash: "" },
      options: { ...scenario.options, ...asked.inputOptions },
      at: "",
    };
    const opened = openScenario(found, () => job, { sabotages: SABOTAGES });
    return { view: replayView(opened, asked.request, SILENT) };
  } catch (error) {
    if (error instanceof NamedError) {
      return { error: { code: error.code, sentence: error.sentence } };
    }
    return { error: { code: "E-SCENARIO-JOB", sentence: `The scenario's code threw ${error}` } };
  }
}

/** Without these the code cannot speak past the one answer; permissions are none in any case. */
function takeAway(): void {
  for (const name of ["postMessage", "Deno", "close", "Worker"]) {
    Reflect.deleteProperty(scope, name);
  }
  Object.defineProperty(scope, "postMessage", { value: undefined });
  Object.defineProperty(scope, "console", { value: CONSOLE });
  // what it throws outside the job would be printed as it is
  for (const type of ["error", "unhandledrejection"]) {
    scope.addEventListener(type, (event) => event.preventDefault());
  }
}

async function loadJob(code: string): Promise<Job> {
  // the engine must have been loaded before, for nothing can be read from now on
  if (Object.keys(engine).length === 0) throw new Error("the engine is missing");
  const url = `data:application/typescript;charset=utf-8,${encodeURIComponent(code)}`;
  const { default: job } = await load(url);
  if (typeof job === "function") return job as Job;
  throw new NamedError(
    "E-SCENARIO-JOB",
    `The scenario's code has no job as its default export; wanted: export default function job(env) …`,
  );
}

async function load(url: string): Promise<Record<string, unknown>> {
  try {
    return await import(url);
  } catch (error) {
    const message = (error as Error).message.split("\n")[0].replaceAll(url, "code");
    throw new NamedError("E-SCENARIO-JOB", `The scenario's code could not be loaded: ${message}`);
  }
}
