// @ts-check
/** Builds what the browser is given into src/commonweal_web/static/build: one style sheet, two modules, a font, a mark. */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import * as sass from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const MODULES = join(ROOT, "node_modules");
const OUT = join(ROOT, "src", "commonweal_web", "static", "build");
const FONT = join(MODULES, "@fontsource-variable", "atkinson-hyperlegible-next");

/** The style sheet, from SCSS; then made small, with its font beside it under a name that holds a digest. */
async function styles() {
  const { css } = sass.compile(join(HERE, "src", "styles", "main.scss"), { loadPaths: [MODULES], quietDeps: true });
  await esbuild.build({
    stdin: { contents: css, loader: "css", resolveDir: join(FONT, "files") },
    outfile: join(OUT, "main.css"),
    bundle: true,
    minify: true,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]-[hash]",
    target: ["chrome109", "firefox115", "safari15.4"],
  });
}

/** The module that every page loads, and that of the map's page. */
async function scripts() {
  await esbuild.build({
    entryPoints: { main: join(HERE, "src", "ui", "main.js"), map: join(HERE, "src", "systemmap", "main.js") },
    outdir: OUT,
    bundle: true,
    format: "esm",
    minify: true,
    target: ["es2020"],
    nodePaths: [MODULES],
    legalComments: "eof",
  });
}

/** The licence of the font (SIL Open Font License), and our own mark. */
async function assets() {
  await mkdir(join(OUT, "fonts"), { recursive: true });
  await copyFile(join(FONT, "LICENSE"), join(OUT, "fonts", "LICENSE"));
  await copyFile(join(HERE, "src", "ui", "mark.svg"), join(OUT, "mark.svg"));
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([styles(), scripts(), assets()]);
