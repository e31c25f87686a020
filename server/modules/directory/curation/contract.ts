// Curating the directory, as the console sees it: every endpoint and what it answers. Each part of the work has its own.
export * from './changes/contract.ts';
export * from './doubts/contract.ts';
export * from './duplicates/contract.ts';
export * from './events/contract.ts';
export * from './importing/contract.ts';
export * from './lines/contract.ts';
export * from './notices/contract.ts';
export * from './stewards/contract.ts';
