import { afterAll } from 'vitest';
import { makeDataDir } from './registry-fixture.ts';
import { servicesContract } from './services-contract.ts';

const place = await makeDataDir();
afterAll(() => place.dispose());

servicesContract('the embedded database', async () => ({ dataDir: place.dataDir, databaseUrl: null }));
