// The browser that looks at the site: the system's Chromium, driven without a display.

import { type Browser, chromium, type Page } from "playwright-core";

/** The three ways in which every page must hold: by day, by night, and without colour. */
export const THEMES = ["light", "dark", "grey"] as const;

/** One of them. */
export type Theme = typeof THEMES[number];

/** A phone, a tablet or half a screen, a desk. */
export const WIDTHS = [390, 900, 1440] as const;

const HEIGHT = 900;
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is, or undefined where there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Starts it. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--force-color-profile=srgb"] });
}

/** A tab of a width and theme; grey is what somebody without colour vision sees of the light one. */
export async function openTab(browser: Browser, width: number, theme: Theme): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme: theme === "dark" ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  if (theme === "grey") {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setEmulatedVisionDeficiency", { type: "achromatopsia" });
  }
  return page;
}
