import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { siteAssets, stylesheetPath } from './asset-files.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [daySource = '', nightSource = ''] = css.split('prefers-color-scheme: dark');

function coloursIn(source: string): ReadonlyMap<string, string> {
  return new Map([...source.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours after WCAG 2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const [theme, source] of [
  ['day', daySource],
  ['night', nightSource],
] as const) {
  const colours = coloursIn(source);
  const of = (name: string): string => colours.get(name) ?? assert.fail(`${theme} has no ${name}`);

  test(`by ${theme} every text stands out from its ground at least 7 to 1`, () => {
    for (const ground of ['paper', 'surface', 'teal-wash', 'lamp-wash'])
      for (const text of ['ink', 'ink-soft', 'teal', 'danger'])
        assert.ok(contrast(of(text), of(ground)) >= 7, `${text} on ${ground}: ${contrast(of(text), of(ground))}`);
    assert.ok(contrast(of('on-teal'), of('teal')) >= 7);
    assert.ok(contrast(of('paper'), of('ink')) >= 7, 'quick exit when pointed at');
  });

  test(`by ${theme} every shape that matters stands out at least 3 to 1`, () => {
    for (const ground of ['paper', 'surface'])
      for (const shape of ['edge', 'lamp']) assert.ok(contrast(of(shape), of(ground)) >= 3, `${shape} on ${ground}`);
    assert.ok(contrast(of('lamp'), of('hairline')) >= 3, 'the bars of a week on their track');
  });
}

test('amber and red are kept for the lamp and for danger', () => {
  const sheet = siteAssets.find(({ path }) => path === stylesheetPath)?.bytes.toString() ?? '';
  const rules = [...sheet.matchAll(/([^{}]+)\{[^{}]*var\(--(lamp|danger)\)[^{}]*\}/g)];
  assert.ok(rules.length > 0);
  for (const [, selector = '', colour] of rules) {
    const allowed = colour === 'lamp' ? /\.mark \.light|\.standing\.(lit|published)|\.band/ : /\.crisis \.danger/;
    assert.match(selector, allowed);
  }
});
