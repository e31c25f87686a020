// A read on somebody's behalf in one way to the database. A transaction would take three: begin with the scope, the
// statement, commit. Here the scope and the statement travel together up to one Sync, which PostgreSQL runs as one
// transaction of its own: what is set "local" holds for the statement behind it and ends with the Sync, also when
// something fails. So no later statement on the connection can inherit it, and nothing has to be sent to end it.
import { type ClientBase, Query, type QueryConfig } from 'pg';

/** Organisation, person, reach; an empty text sets none. */
export type ReadScope = readonly [organisation: string, person: string, reach: string];

/** Prepared once on each connection. What follows it cannot write. */
const SETTING = {
  name: 'xindeng_scope',
  text: `select set_config('app.organisation', $1, true), set_config('app.person', $2, true),
                set_config('app.reach', $3, true), set_config('transaction_read_only', 'on', true)`,
};

/** What the driver's own class of statements does, as far as it is changed here. */
type Statement = {
  readonly submit: Query['submit'];
  prepare(connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
};

/** Writes messages of the protocol; sent together with the statement's own. */
type Wire = {
  readonly bind: (message: { readonly statement: string; readonly values: readonly string[] }) => void;
  readonly execute: (message: Readonly<Record<string, never>>) => void;
};

type Told = (error: Error | null | undefined, result: unknown) => void;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its typings leave out what makes it extensible
const DriversStatement = Query as unknown as new (config: object, told: Told) => Statement;

class ScopedStatement extends DriversStatement {
  readonly #scope: ReadScope;
  #isScopeSet = false;

  constructor(config: QueryConfig, scope: ReadScope, told: Told) {
    super({ ...config, queryMode: 'extended' }, told);
    this.#scope = scope;
  }

  override prepare(connection: Wire): void {
    connection.bind({ statement: SETTING.name, values: this.#scope });
    connection.execute({});
    super.prepare(connection);
  }

  /** The first answer is that of the scope. */
  override handleDataRow(message: unknown): void {
    if (this.#isScopeSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#isScopeSet) super.handleCommandComplete(message, connection);
    this.#isScopeSet = true;
  }
}

const prepared = new WeakSet<ClientBase>();

/** Reads within a scope, in one way to the database once the connection knows how. Throws what the driver throws. */
export async function readScoped(client: ClientBase, statement: QueryConfig, scope: ReadScope): Promise<unknown> {
  if (!prepared.has(client)) {
    await client.query({ ...SETTING, values: ['', '', ''] });
    prepared.add(client);
  }
  return new Promise((resolve, reject) => {
    const told: Told = (error, result) => (error == null ? resolve(result) : reject(error));
    client.query(new ScopedStatement(statement, scope, told));
  });
}
