// Serves the staff desk: one page for every address under /console, and the files that tools/console.ts has built. The
// page holds no data; what somebody may see is decided by the API alone.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from '#platform/cannot-start.ts';
import { html, type Html } from '#platform/html.ts';
import { type BuiltAsset, defineRoute, type Route } from '#platform/http/index.ts';
import { ok, refuse } from '#platform/result.ts';

const builtAt = path.resolve(import.meta.dirname, '..', 'console', 'dist');

/** What vite writes about one file that it has made. */
type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** The desk as it was built. */
export type Console = {
  readonly routes: readonly Route[];
  readonly assets: readonly BuiltAsset[];
  /** Files that a browser loads before it shows anything, by their path. */
  readonly first: readonly string[];
};

/** Reads what was built; its files are read when they are asked for. Throws CannotStart when nothing was. */
export function openConsole(folder: string = builtAt): Console {
  const manifest = readManifest(path.join(folder, '.vite', 'manifest.json'));
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry === true);
  if (entry === undefined) throw notBuilt();
  const scripts = [
    ...new Set(['app/main.tsx', 'app/Shell.tsx', 'sign-in/SignIn.tsx'].flatMap((name) => chunksOf(manifest, name))),
  ];
  const styles = [...new Set(scripts.flatMap((name) => manifest[name]?.css ?? []))];
  const files = [...new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]))];
  const addresses = (names: readonly string[]): string[] => names.map((name) => `/console/${name}`);
  const parts = {
    entry: `/console/${entry.file}`,
    scripts: addresses(scripts.flatMap((name) => manifest[name]?.file ?? [])),
    styles: addresses(styles),
  };
  return {
    routes: consoleRoutes(parts),
    assets: files.map((file) => assetOf(folder, file)),
    first: [...parts.scripts, ...parts.styles],
  };
}

function readManifest(file: string): Readonly<Record<string, Chunk>> {
  if (!existsSync(file)) throw notBuilt();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by our own build, beside what it speaks of
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Chunk>>;
}

const notBuilt = (): CannotStart =>
  new CannotStart('工作台还没有生成；请用 npm start 启动。', 'The console has not been built; start with npm start.');

/** A chunk and all that it needs before it runs, by their names in the manifest. */
function chunksOf(manifest: Readonly<Record<string, Chunk>>, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  return [name, ...(manifest[name]?.imports ?? []).flatMap((other) => chunksOf(manifest, other, seen))];
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

function assetOf(folder: string, name: string): BuiltAsset {
  const plain = path.join(folder, name);
  const packed = existsSync(`${plain}.br`) ? { br: `${plain}.br`, gzip: `${plain}.gz` } : {};
  return {
    path: `/console/${name}`,
    type: types[path.extname(name)] ?? 'application/octet-stream',
    files: { plain, ...packed },
  };
}

type Parts = { readonly entry: string; readonly scripts: readonly string[]; readonly styles: readonly string[] };

function consoleRoutes(parts: Parts): readonly Route[] {
  const row = {
    method: 'GET',
    access: { open: 'the page holds no data; everything on it is asked of the API, which decides' },
    audit: { none: 'nothing about anybody is shown' },
    output: 'page',
  } as const;
  const answer = () => {
    const styleNonce = randomBytes(16).toString('base64url');
    return ok({ page: page(parts, styleNonce), styleNonce });
  };
  return [
    defineRoute({ ...row, path: '/console', input: {}, run: answer, refusals: {} }),
    defineRoute({
      ...row,
      path: '/console/*',
      input: {},
      run: (_, { url }) => (url.startsWith('/console/assets/') ? refuse('not-there') : answer()),
      refusals: { 'not-there': 404 },
    }),
  ];
}

/** Styles that the desk makes itself carry the nonce, which its script finds in the head. */
function page({ entry, scripts, styles }: Parts, styleNonce: string): Html {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="style-nonce" content="${styleNonce}" />
        <title>心灯</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        ${scripts.map((href) => html`<link rel="modulepreload" href="${href}" />`)}
        <script type="module" src="${entry}"></script>
      </head>
      <body>
        <div id="desk"></div>
        <noscript>
          <p>工作台需要 JavaScript。需要心理支持，请看 <a href="/">查找热线</a>。The desk needs JavaScript.</p>
        </noscript>
      </body>
    </html>`;
}
