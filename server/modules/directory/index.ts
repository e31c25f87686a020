// The public face: the directory of one process, its rows for programs and for curators, and saving what was read.
export { curationRoutes } from './curation/routes.ts';
export { pinyinInThread } from './curation/importing/files.ts';
export { browse, describeLine, findLines, linesIn, linesNowhere } from './describing.ts';
export { saveReading } from './import-store.ts';
export { type Directory, openDirectory } from './live-store.ts';
export { match } from './matching.ts';
export { directoryRoutes } from './routes.ts';
export { loadRevision } from './store.ts';
