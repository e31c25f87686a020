// Every row of curating the directory, in one table.
import type { Route } from '#platform/http/index.ts';
import { changeRoutes } from './changes/change-routes.ts';
import { doubtRoutes } from './doubts/doubt-routes.ts';
import { duplicateRoutes } from './duplicates/duplicate-routes.ts';
import { eventRoutes } from './events/event-routes.ts';
import { pinyinInThread, readInThread } from './importing/files.ts';
import { type Importing, importRoutes } from './importing/import-routes.ts';
import { lineRoutes } from './lines/line-routes.ts';
import { countingRoutes } from './notices/counting-routes.ts';
import { noticeRoutes } from './notices/notice-routes.ts';
import { claimRoutes } from './stewards/claim-routes.ts';

/** The rows for curators. Files are read, and pinyin is made, in threads that end with their task. */
export function curationRoutes(directory: Importing['directory']): readonly Route[] {
  const importing: Importing = { directory, pinyinOf: pinyinInThread, readFile: readInThread };
  return [
    ...lineRoutes(importing),
    ...doubtRoutes(importing),
    ...claimRoutes(importing),
    ...eventRoutes(importing),
    ...duplicateRoutes(importing),
    ...importRoutes(importing),
    ...noticeRoutes(),
    ...countingRoutes(importing),
    ...changeRoutes(importing),
  ];
}
