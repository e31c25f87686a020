// Builds the console into console/dist when its sources have changed, each file compressed beside it so that the start
// of the server does not have to. `dev` serves it with hot reloading before a running server (API_URL, or port 8080).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig } from 'vite';
import { digestOfSources, isBuilt, markBuilt } from './console-digest.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'console');
const dist = path.join(folder, 'dist');

const shared: InlineConfig = {
  root: folder,
  base: '/console/',
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [react()],
};

/** Builds; throws when the sources cannot be built. */
async function buildConsole(): Promise<void> {
  const sources = digestOfSources();
  await build({
    ...shared,
    build: {
      outDir: dist,
      emptyOutDir: true,
      manifest: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: path.join(folder, 'app', 'main.tsx') },
    },
  });
  for (const name of readdirSync(path.join(dist, 'assets'))) compressBeside(path.join(dist, 'assets', name));
  markBuilt(sources);
}

function compressBeside(file: string): void {
  if (!/\.(js|css|svg)$/.test(file)) return;
  const bytes = readFileSync(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

async function serveForDevelopment(): Promise<void> {
  const api = process.env['API_URL'] ?? 'http://127.0.0.1:8080';
  const proxied = { target: api, changeOrigin: false };
  const server = await createServer({
    ...shared,
    logLevel: 'info',
    server: { port: 5173, strictPort: true, fs: { allow: [root] }, proxy: { '/api': proxied, '/healthz': proxied } },
  });
  await server.listen();
  server.printUrls();
}

if (process.argv[2] === 'dev') await serveForDevelopment();
else if (!isBuilt()) {
  process.stderr.write('正在生成工作台，需要几秒钟 · Building the console; this takes a few seconds\n');
  await buildConsole();
}
