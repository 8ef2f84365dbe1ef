// How far apart two colours look (CIEDE2000), plain and to eyes that lack one kind of cone (Machado,
// Oliveira and Fernandes 2009, full severity). For tests
// only: sines differ between engines. theme_test.ts holds it against published values.

/** Linear red, green and blue, 0 to 1. */
export type Rgb = readonly [number, number, number];
/** Lightness 0 to 100, and two axes of colour. */
export type Lab = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** How people see; the first is the most common. */
export const VISIONS: ReadonlyMap<string, Matrix> = new Map([
  ["plain", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]],
  ["protanopia", [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]],
  ["deuteranopia", [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]],
  ["tritanopia", [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ]],
]);

/** Linear light of a colour written as `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

/** WCAG's contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map((hex) => dot([0.2126, 0.7152, 0.0722], rgbOf(hex)))
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** CIEDE2000 of two colours as one kind of eye sees them; 2 is barely seen, 10 is plain to see. */
export function distance(a: string, b: string, vision = "plain"): number {
  const matrix = VISIONS.get(vision)!;
  const [x, y] = [a, b].map((hex) => labOf(apply(matrix, rgbOf(hex))));
  return deltaE(x, y);
}

function apply(matrix: Matrix, rgb: Rgb): Rgb {
  const [r, g, b] = matrix.map((row) => Math.min(1, Math.max(0, dot(row, rgb))));
  return [r, g, b];
}

function labOf(rgb: Rgb): Lab {
  const f = (t: number) => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047);
  const y = f(dot([0.2126729, 0.7151522, 0.072175], rgb));
  const z = f(dot([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

const RADIAN = Math.PI / 180;
const cosine = (degrees: number) => Math.cos(degrees * RADIAN);
const seventh = (c: number) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));

/** CIEDE2000; letters as in Sharma, Wu and Dalal (2005). */
export function deltaE([L1, a1, b1]: Lab, [L2, a2, b2]: Lab): number {
  const G = 1.5 - 0.5 * seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2);
  const [C1, C2] = [Math.hypot(a1 * G, b1), Math.hypot(a2 * G, b2)];
  const hue = (a: number, b: number) => (Math.atan2(b, a * G) / RADIAN + 360) % 360;
  const [h1, h2] = [hue(a1, b1), hue(a2, b2)];
  const isGrey = C1 * C2 === 0;
  const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const [dL, dC, dH] = [L2 - L1, C2 - C1, 2 * Math.sqrt(C1 * C2) * Math.sin(turn / 2 * RADIAN)];
  const [L, C, h] = [(L1 + L2) / 2, (C1 + C2) / 2, isGrey ? h1 + h2 : (h1 + turn / 2 + 360) % 360];
  const T = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) -
    0.2 * cosine(4 * h - 63);
  const SL = 1 + 0.015 * (L - 50) ** 2 / Math.sqrt(20 + (L - 50) ** 2);
  const [SC, SH] = [1 + 0.045 * C, 1 + 0.015 * C * T];
  const RT = -2 * seventh(C) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * RADIAN);
  return Math.sqrt(
    (dL / SL) ** 2 + (dC / SC) ** 2 + (dH / SH) ** 2 + RT * (dC / SC) * (dH / SH),
  );
}
