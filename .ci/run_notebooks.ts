// Executes every notebook with the real Deno kernel: does each cell run? What they give is not compared,
// because the kernel loses outputs now and then; `deno task notebooks` embeds them. A machine without
// nbconvert is told so, loudly, and the check counts as not made.

const NOTEBOOKS = "notebooks";
const OUT = "out/notebooks";
const JUPYTER = "out/jupyter";
/** How ok.ts hears that a check could not be made here. */
const NOT_MADE = 3;
/** Seconds that one cell may take. */
const CELL_SECONDS_MAX = 120;

/** A kernel of its own, so that none that somebody has installed is used or changed. */
async function writeKernel(): Promise<void> {
  const folder = `${JUPYTER}/kernels/deno`;
  await Deno.mkdir(folder, { recursive: true });
  const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  const spec = { argv, display_name: "Deno", language: "typescript" };
  await Deno.writeTextFile(`${folder}/kernel.json`, JSON.stringify(spec, null, 1));
}

async function jupyter(...args: string[]): Promise<{ success: boolean; text: string } | null> {
  const root = Deno.cwd();
  const command = new Deno.Command("jupyter", {
    args,
    env: { JUPYTER_PATH: `${root}/${JUPYTER}`, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  try {
    const { success, stdout, stderr } = await command.output();
    const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    return { success, text };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function execute(name: string): Promise<boolean> {
  const outcome = await jupyter(
    "nbconvert",
    "--to=notebook",
    "--execute",
    "--ExecutePreprocessor.kernel_name=deno",
    `--ExecutePreprocessor.timeout=${CELL_SECONDS_MAX}`,
    `--output-dir=${OUT}`,
    `${NOTEBOOKS}/${name}`,
  );
  const isGood = outcome?.success === true;
  console.log(`${NOTEBOOKS}/${name}: ${isGood ? "every cell ran" : "A CELL FAILED"}`);
  if (!isGood) console.log(outcome?.text);
  return isGood;
}

if (import.meta.main) {
  const version = await jupyter("nbconvert", "--version");
  if (version?.success !== true) {
    console.log(
      "kernel: NOT MADE. There is no `jupyter nbconvert` here, so NO NOTEBOOK WAS EXECUTED.",
    );
    console.log("On Debian: apt-get install jupyter-nbconvert; .ci/run does that by itself.");
    Deno.exit(NOT_MADE);
  }
  await writeKernel();
  const names = [];
  for await (const { name } of Deno.readDir(NOTEBOOKS)) {
    if (name.endsWith(".ipynb")) names.push(name);
  }
  let isGood = names.length > 0;
  for (const name of names.toSorted()) isGood = await execute(name) && isGood;
  if (!isGood) Deno.exit(1);
}
