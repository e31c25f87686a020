// Reads the colours of day and night from the one file that site and console share, so that no colour is written twice.

/** Custom properties without their dashes: `paper`, `ink-soft`. */
export type Tokens = Readonly<Record<string, string>>;

/** What stands in tokens.css: the first `:root` is the day, the one under `prefers-color-scheme: dark` the night. */
export function readTokens(css: string): { readonly day: Tokens; readonly night: Tokens } {
  const [dayText = '', rest = ''] = css.split('prefers-color-scheme: dark');
  const [nightText = ''] = rest.split('prefers-reduced-motion');
  const day = propertiesIn(dayText);
  return { day, night: { ...day, ...propertiesIn(nightText) } };
}

function propertiesIn(text: string): Tokens {
  const found = [...text.matchAll(/--([\w-]+):\s*([^;]+);/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value.replace(/\s+/g, ' ').trim()]));
}
