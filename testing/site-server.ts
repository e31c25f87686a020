// The site on a real server of ours with the directory of the fixtures, for journeys in a browser.
import { clockAt } from '#platform/clock.ts';
import { createServer, prepareAssets } from '#platform/http/index.ts';
import { createLog } from '#platform/log.ts';
import { createMetrics } from '#platform/metrics.ts';
import { siteAssets } from '../site/asset-files.ts';
import { siteErrorPage } from '../site/error-answers.ts';
import type { Site } from '../site/reader.ts';
import { siteRoutes } from '../site/routes.ts';
import { fixtureNow, fixturePorts, fixtureSettings } from './site-fixtures.ts';

/** A running site: where it is, and how to stop it. */
export type RunningSite = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts the site on a free port of this machine, at the instant of the fixtures. */
export async function startSite(site: Site = { ports: fixturePorts, settings: fixtureSettings }): Promise<RunningSite> {
  const clock = clockAt(fixtureNow);
  const server = createServer({
    routes: siteRoutes(site),
    clock,
    log: createLog({ level: 'error' }),
    metrics: createMetrics(),
    ready: async () => [],
    errorPage: siteErrorPage(site, clock.now),
    assets: await prepareAssets(siteAssets),
  });
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, stop: () => server.close(0) };
}
