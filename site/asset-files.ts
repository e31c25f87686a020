// The stylesheet and the scripts, read once at the start. Their names carry a digest of their content, so that a
// browser may keep them for good and still sees a change at once.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Asset } from '#platform/http/index.ts';
import { iconSvg } from './marks.ts';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 10);

/** CSS without its comments and indentation. */
function slim(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/;}/g, '}');
}

const sheets = ['frame', 'text', 'cards', 'forms', 'pages', 'chat', 'other-media'].map((name) =>
  here(`./styles/${name}.css`),
);
const css = slim(here('./tokens.css') + sheets.join(''));
const scripts = {
  leave: here('./browser/leave.js'),
  keep: here('./browser/keep.js'),
  coming: here('./browser/coming.js'),
  room: ['lines', 'saying', 'following'].map((part) => here(`./browser/room-${part}.js`)).join('\n'),
};

/** Scripts served as they are, under names that change with them. */
const scriptAssets = (['leave', 'keep', 'coming', 'room'] as const).map((name) => ({
  path: scriptPath(name),
  type: 'text/javascript; charset=utf-8',
  bytes: scripts[name],
  lasting: true,
}));

export const stylesheetPath: `/${string}` = `/assets/site-${digest(css)}.css`;

/** Where one of the scripts is served. */
export function scriptPath(name: keyof typeof scripts): `/${string}` {
  return `/assets/${name}-${digest(scripts[name])}.js`;
}

/** Everything served as it is, the offline worker and the icon included; for `prepareAssets`. */
export const siteAssets: readonly Asset[] = [
  { path: stylesheetPath, type: 'text/css; charset=utf-8', bytes: css, lasting: true },
  ...scriptAssets,
  {
    path: '/offline-worker.js',
    type: 'text/javascript; charset=utf-8',
    bytes: here('./browser/offline-worker.js'),
    lasting: false,
  },
  { path: '/icon.svg', type: 'image/svg+xml', bytes: iconSvg, lasting: false },
];
