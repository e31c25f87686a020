// What console-digest.mjs offers to TypeScript.
export type Sources = { readonly look: string; readonly content: string };
export function digestOfSources(): Sources;
export function markBuilt(sources: Sources): void;
export function isBuilt(): boolean;
