import { createEngine } from '../../../engine/index.ts';

// Closes an engine while its second worker still loads its model, then while a picture is being worked on.
const [, , modelsDir = ''] = process.argv;
const opened = await createEngine({ modelsDir, workers: 2 });
const library = await opened.openLibrary({ features: async () => new Map() });
await library.library.close();
await opened.close();

const busy = await createEngine({ modelsDir, workers: 2 });
const picture = process.argv[3] ?? '';
const tasks = [1, 2, 3].map(() => busy.fingerprint(Buffer.from(picture, 'base64')).catch(({ code }) => code));
await new Promise((resolve) => setTimeout(resolve, 30));
await busy.close();
process.stdout.write((await Promise.all(tasks)).join(' '));
