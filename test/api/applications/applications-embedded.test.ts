import { afterAll } from 'vitest';
import { makeDataDir } from '../services/registry-fixture.ts';
import { applicationsContract } from './applications-contract.ts';
import { openDesk } from './desk.ts';

const place = await makeDataDir();
const desk = await openDesk({ dataDir: place.dataDir, databaseUrl: null });
afterAll(async () => {
  await desk.registry.close();
  await place.dispose();
});

applicationsContract('the embedded database', desk);
