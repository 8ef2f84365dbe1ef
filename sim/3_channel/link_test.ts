import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Links } from "./link.ts";

Deno.test("R9 Links: no message passes another, also when the link was slower for a moment", () => {
  const links = new Links();
  links.build(2, 1000, 500);
  const { jobManager } = links;
  strictEqual(links.arrivalOf(1, jobManager, 100), 600);
  links.set(1, jobManager, 40_000);
  strictEqual(links.arrivalOf(1, jobManager, 200), 40_200);
  links.set(1, jobManager, 500);
  const later = [links.arrivalOf(1, jobManager, 300), links.arrivalOf(1, jobManager, 39_900)];
  deepStrictEqual(later, [40_200, 40_400]);
  strictEqual(links.arrivalOf(jobManager, 1, 300), 800, "the other direction is a link of its own");
});

Deno.test("R9 Links: a new process has new connections", () => {
  const links = new Links();
  links.build(1, 1000, 500);
  links.set(0, links.jobManager, 90_000);
  links.arrivalOf(0, links.jobManager, 0);
  links.set(0, links.jobManager, 500);
  links.renew(0);
  strictEqual(links.arrivalOf(0, links.jobManager, 100), 600);
});
