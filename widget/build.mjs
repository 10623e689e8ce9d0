// Bundles src/ into dist/liverguide-chat.<hash>.js and writes dist/manifest.json: file, integrity, gzipped size in bytes.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const LARGEST_GZIP = 30_000;
const LICENCES = "liverguide-chat.LICENCES.txt";

const target = ["es2021", "chrome103", "firefox115", "safari16.4"];

const here = (path) => new URL(path, import.meta.url);

const result = await build({
  entryPoints: [here("src/index.ts").pathname],
  bundle: true,
  minify: true,
  format: "iife",
  target,
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/*! Licences of what is bundled: ${LICENCES} */` },
  plugins: [{ name: "templates", setup: shortTemplates }],
  metafile: true,
  write: false,
});

const code = result.outputFiles[0].contents;
const bytes = gzipSync(code, { level: 9 }).length;
const sha384 = createHash("sha384").update(code).digest();
const file = `liverguide-chat.${sha384.toString("hex").slice(0, 12)}.js`;

console.log(`${file}: ${bytes} bytes gzipped of at most ${LARGEST_GZIP}.`);
if (bytes > LARGEST_GZIP) {
  console.error("The bundle is too large: take something out, or a smaller library.");
  process.exit(1);
}

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"));
await writeFile(here(`dist/${file}`), code);
await writeFile(here(`dist/${LICENCES}`), await licences());
await writeFile(
  here("dist/manifest.json"),
  JSON.stringify({ file, integrity: `sha384-${sha384.toString("base64")}`, bytes_gzip: bytes }, null, 2) + "\n",
);

/** Indents in templates and the long form of styles are for their reader only; they would be a tenth of the bundle. */
function shortTemplates(builder) {
  builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, "utf8");
    const style = /css`([^`]*)`/.exec(source);
    if (!style) return { contents: source.replace(/\n\s+/g, "\n ").replace(/>\n (?=<|\$\{)/g, ">"), loader: "ts" };
    const { code } = await builder.esbuild.transform(style[1], { loader: "css", minify: true, target });
    return { contents: source.replace(style[0], () => `css\`${code.trim().replaceAll("\\", "\\\\")}\``), loader: "ts" };
  });
}

async function licences() {
  const inputs = Object.keys(result.metafile.inputs).map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1],
  );
  const names = [...new Set(inputs.filter(Boolean))].sort();
  const texts = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(here(`node_modules/${name}/LICENSE`), "utf8");
      return `${name}\n\n${text.trim()}\n`;
    }),
  );
  return texts.join("\n\n");
}
