import { makeDataDir, openPlain } from '../../services/registry-fixture.ts';
import { type RunningServer, startServer } from '../running-server.ts';

export interface PlainServer extends RunningServer {
  /** Another server on the same registry; it is closed with this one. */
  beside(env: Record<string, string>): Promise<RunningServer>;
}

/** A whole server on the plain engine: what concerns people has no need of the models. Attempts to sign in are not limited. */
export async function startPlainServer({
  clock,
  databaseUrl = null,
  clientDir,
}: {
  readonly clock?: () => Date;
  readonly databaseUrl?: string | null | undefined;
  /** Where the web client was built. */
  readonly clientDir?: string;
} = {}): Promise<PlainServer> {
  const place = await makeDataDir();
  const registry = await openPlain({ dataDir: place.dataDir, databaseUrl }, undefined, clock);
  const start = (env: Record<string, string>) =>
    startServer({ SELVEDGE_SIGN_INS_PER_MINUTE: '0', ...env }, { context: { services: registry } }, clientDir);
  const server = await start({});
  const others: RunningServer[] = [];
  return {
    ...server,
    async beside(env) {
      const other = await start(env);
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.close();
      await server.close();
      await registry.close();
      await place.dispose();
    },
  };
}
