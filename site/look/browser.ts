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

/** A tab, and how it is lit. */
export interface Tab {
  readonly page: Page;
  /** Changes width and theme; grey is the light one as it is seen without colour vision. */
  show(width: number, theme: Theme): Promise<void>;
  close(): Promise<void>;
}

/** Opens a tab. */
export async function openTab(browser: Browser): Promise<Tab> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  return {
    page,
    async show(width, theme) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light" });
      const type = theme === "grey" ? "achromatopsia" : "none";
      await session.send("Emulation.setEmulatedVisionDeficiency", { type });
    },
    close: () => context.close(),
  };
}
