// Formats lessons as Markdown is formatted, which `deno fmt` does not do for `.mdx` by itself. Without
// `--write` it only says which lessons are not formatted.

import { type Finding, printFindings } from "./finding.ts";
import { readTree } from "./source_tree.ts";

async function formatted(text: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) Deno.exit(1);
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  const lessons = (await readTree(".")).filter(({ path }) => path.endsWith(".mdx"));
  const findings: Finding[] = [];
  for (const { path, text } of lessons) {
    const wanted = await formatted(text);
    if (wanted === text) continue;
    if (Deno.args.includes("--write")) await Deno.writeTextFile(path, wanted);
    else findings.push({ path, line: 0, sentence: "is not formatted; `deno task fmt` does it" });
  }
  if (!printFindings("fmt of lessons", lessons.length, findings)) Deno.exit(1);
}
