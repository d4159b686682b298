import { afterAll } from 'vitest';
import { makeDataDir } from '../registry-fixture.ts';
import { motifsContract } from './motifs-contract.ts';

const place = await makeDataDir();
afterAll(() => place.dispose());

motifsContract('the embedded database', async () => ({ dataDir: place.dataDir, databaseUrl: null }));
