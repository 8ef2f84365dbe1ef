import { ok, strictEqual } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { decimal, type Mark, paintMarks, path, SVG } from "./svg.ts";
import { exportText, goldenText } from "./svg_text.ts";
import { tell } from "./draw.ts";

const { document } = parseHTML("<!doctype html><html></html>");
const model = { figure: "test", width: 100, height: 40 };

function svg(): Element {
  return document.createElementNS(SVG, "svg") as unknown as Element;
}

function record(id: string, cx: number): Mark {
  return { tag: "circle", kind: "record", id, class: "record", at: { cx, cy: 5, r: 4 } };
}

Deno.test("paintMarks: an element stays the same element while its mark stays", () => {
  const root = svg();
  paintMarks(root, model, [record("r1", 10), record("r2", 20)]);
  const [first, second] = root.children;
  paintMarks(root, model, [record("r0", 5), record("r2", 25), record("r1", 12)]);
  const [, two, one] = root.children;
  ok(one === first && two === second);
  strictEqual(one.getAttribute("cx"), "12");
});

Deno.test("paintMarks: what is no longer to be seen is gone", () => {
  const root = svg();
  paintMarks(root, model, [record("r1", 10), { tag: "text", text: "hello" }]);
  paintMarks(root, model, [{ tag: "text", text: "bye" }]);
  strictEqual(root.children.length, 1);
  strictEqual(root.textContent, "bye");
});

Deno.test("paintMarks: painting twice changes nothing, painting anew gives the same", () => {
  const marks: Mark[] = [{ tag: "g", kind: "lane", id: "a", parts: [record("r1", 10)] }];
  const [root, other] = [svg(), svg()];
  paintMarks(root, model, [record("r9", 1)]);
  paintMarks(root, model, marks);
  paintMarks(root, model, marks);
  paintMarks(other, model, marks);
  strictEqual(goldenText(root), goldenText(other));
});

Deno.test("paintMarks: the words of a picture and the focus of its marks survive", () => {
  const root = svg();
  root.setAttribute("id", "p1");
  paintMarks(root, model, [record("r1", 10)]);
  tell(root, { title: "T", caption: "", alternative: "A", table: { columns: [], rows: [] } });
  root.children[2].setAttribute("tabindex", "0");
  paintMarks(root, model, [record("r1", 11)]);
  strictEqual(root.getAttribute("aria-labelledby"), "p1-title");
  strictEqual(root.children[0].textContent, "T");
  strictEqual(root.children[2].getAttribute("tabindex"), "0");
});

Deno.test("path and decimal: one decimal, and no minus zero", () => {
  strictEqual(path`M${1.04},${-0.04}L${2.25},${10}`, "M1,0L2.3,10");
  strictEqual(decimal(0.1 + 0.2), "0.3");
});

Deno.test("goldenText: sorted attributes, one element per line, escaped text", () => {
  const root = svg();
  paintMarks(root, model, [{ tag: "text", class: "small", at: { y: 2, x: 1 }, text: "a<b & c" }]);
  ok(
    goldenText(root).endsWith(
      ' <text class="small" x="1" y="2">a&lt;b &amp; c</text>\n</svg>\n',
    ),
  );
});

Deno.test("exportText: carries paper, resolved colours and the width of its text", () => {
  const root = svg();
  paintMarks(root, model, [{ tag: "text", class: "small mono", text: "window[0]" }]);
  const text = exportText(root, "dark");
  ok(text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'));
  ok(text.includes('fill="#15191d"') && !text.includes("var("));
  ok(text.includes('textLength="59.4"'));
});
