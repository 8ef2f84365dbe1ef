/**
 * The site: lessons, figures and laws as a static folder that needs no script and no server.
 *
 * @module
 */

export * from "./build.ts";
export * from "./page.ts";
