import { afterAll } from 'vitest';
import { makeDataDir } from '../services/registry-fixture.ts';
import { applicationsContract } from './applications-contract.ts';

const place = await makeDataDir();
afterAll(() => place.dispose());

applicationsContract('the embedded database', async () => ({ dataDir: place.dataDir, databaseUrl: null }));
