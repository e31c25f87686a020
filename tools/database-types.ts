// Writes server/platform/database/types.generated.ts from the migrations themselves: they are run on an empty
// database, and kysely-codegen reads what came out. With --check it writes nothing and fails on a difference.
// The value types must say what server/platform/database/column-types.ts does.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely } from 'kysely';
import { generate, IdentifierNode, PostgresDialect, RawExpressionNode } from 'kysely-codegen';
import type { DB } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openPool } from '#platform/database/pool.ts';
import { emptyDatabase, startTestCluster } from '#testing/database.ts';

const FILE = fileURLToPath(new URL('../server/platform/database/types.generated.ts', import.meta.url));
const NOT_OURS = 'pgboss.*';

const VALUE_TYPES: Readonly<Record<string, string>> = {
  date: 'string',
  int8: 'number',
  interval: 'string',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'Numeric',
  timestamp: 'string',
  timestamptz: 'Instant',
};

/** What differs between reading and writing. JSON is written as text, so that a list cannot become an array. */
const DEFINITIONS = {
  Instant: new RawExpressionNode('ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>'),
  Json: new RawExpressionNode('ColumnType<unknown, string, string>'),
  Numeric: new RawExpressionNode('ColumnType<string, number | string, number | string>'),
};

/** Columns that only the database fills: generated ones, and identities that refuse a value. */
async function columnsNobodyWrites(db: Kysely<DB>): Promise<Record<string, RawExpressionNode>> {
  const { rows } = await sql<{ column: string; type: string }>`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as column, t.typname as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
     where (a.attgenerated <> '' or a.attidentity = 'a') and c.relkind in ('r', 'p') and not a.attisdropped`.execute(
    db,
  );
  return Object.fromEntries(
    rows.map((row) => [row.column, new RawExpressionNode(`GeneratedAlways<${shown(row.type)}>`)]),
  );
}

const shown = (type: string): string =>
  /^int[248]$|^float/.test(type)
    ? 'number'
    : type === 'bool'
      ? 'boolean'
      : type === 'timestamptz'
        ? 'Temporal.Instant'
        : 'string';

async function generated(): Promise<string> {
  const cluster = await startTestCluster();
  const database = await emptyDatabase(cluster);
  try {
    await migrate(database.access.owner);
    const pool = openPool(database.access.owner);
    try {
      return await describe(pool.db);
    } finally {
      await pool.close();
    }
  } finally {
    await database.drop();
    await cluster.leave();
  }
}

async function describe(db: Kysely<DB>): Promise<string> {
  const dialect = new PostgresDialect();
  const scalars = Object.entries(VALUE_TYPES).map(([type, name]) => [type, new IdentifierNode(name)] as const);
  Object.assign(dialect.adapter.scalars, Object.fromEntries(scalars));
  Object.assign(dialect.adapter.definitions, DEFINITIONS);
  return generate({
    db,
    dialect,
    excludePattern: NOT_OURS,
    outFile: null,
    overrides: { columns: await columnsNobodyWrites(db) },
    customImports: { GeneratedAlways: 'kysely' },
  });
}

const fresh = await generated();
if (!process.argv.includes('--check')) writeFileSync(FILE, fresh);
else if (readFileSync(FILE, 'utf8') !== fresh) {
  console.error('types.generated.ts does not fit the migrations; run: npm run map');
  process.exitCode = 1;
}
