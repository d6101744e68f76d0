// @ts-check
/** Builds what the browser is given into src/commonweal_web/static/build: one style sheet, one module, a font, a mark. */
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import * as sass from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const MODULES = join(ROOT, "node_modules");
const OUT = join(ROOT, "src", "commonweal_web", "static", "build");
const FONT = join(MODULES, "@fontsource-variable", "atkinson-hyperlegible-next");
const FONT_FILES = ["latin-wght-normal", "latin-ext-wght-normal", "latin-wght-italic"];

/** The style sheet, from SCSS; then made small. */
async function styles() {
  const { css } = sass.compile(join(HERE, "src", "styles", "main.scss"), {
    loadPaths: [MODULES],
    quietDeps: true,
  });
  const small = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari15.4"] });
  await writeFile(join(OUT, "main.css"), small.code);
}

/** The module that every page loads. */
async function scripts() {
  await esbuild.build({
    entryPoints: [join(HERE, "src", "ui", "main.js")],
    outfile: join(OUT, "main.js"),
    bundle: true,
    format: "esm",
    minify: true,
    target: ["es2020"],
    nodePaths: [MODULES],
    legalComments: "eof",
  });
}

/** The font (SIL Open Font License, beside it) and our own mark. */
async function assets() {
  await mkdir(join(OUT, "fonts"), { recursive: true });
  for (const name of FONT_FILES) {
    const file = `atkinson-hyperlegible-next-${name}.woff2`;
    await copyFile(join(FONT, "files", file), join(OUT, "fonts", file));
  }
  await copyFile(join(FONT, "LICENSE"), join(OUT, "fonts", "LICENSE"));
  await copyFile(join(HERE, "src", "ui", "mark.svg"), join(OUT, "mark.svg"));
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([styles(), scripts(), assets()]);
