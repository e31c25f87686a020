// Debian's Chromium, driven through playwright-core, for journeys a person makes. Nothing may leave this machine:
// every request to another host is stopped and written down, so that a page that tries is found out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Chromium is: `CHROMIUM_PATH`, or where Debian puts it. */
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Starts Chromium, quiet and without the connections it makes of its own accord. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A window of one person. */
export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses on other hosts that a page asked for; they got no answer. */
  readonly outside: readonly string[];
  /** What pages complained of on the console. */
  readonly complaints: readonly string[];
};

/** Screens people hold and sit at. */
export const screens = {
  phone: { width: 360, height: 640 },
  narrow: { width: 320, height: 568 },
  desktop: { width: 1280, height: 900 },
} as const;

/** Opens a window that can only reach `home`. */
export async function openVisit(browser: Browser, home: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: screens.phone, locale: 'zh-CN', ...options });
  const outside: string[] = [];
  const complaints: string[] = [];
  await context.route(
    (url) => !url.href.startsWith(home),
    (route) => {
      outside.push(route.request().url());
      return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>outside</title>' });
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, outside, complaints };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong on the page, a sentence each, by all rules or by those named.
 * The page's context must bypass the content policy.
 */
export async function axeFindings(page: Page, rules: readonly string[] = everyRule): Promise<readonly string[]> {
  await page.addScriptTag({ content: axeSource });
  const options = JSON.stringify({ runOnly: rules });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ html }) => html);
    return `${id}: ${help} (${places.join(' ')})`;
  });
}
