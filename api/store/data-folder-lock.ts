import { createHash, randomUUID } from 'node:crypto';
import { closeSync, linkSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceError, storageErrorOf } from './errors.ts';
import { makeFolder } from './whole-file.ts';

export interface DataFolderLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process, or throws `data-folder-in-use` at once. The kernel holds the lock as listening
 * sockets, so it ends with the process however that ends, and no process id is ever looked at:
 *  - on Linux a socket in the abstract namespace named after the folder's real path, which is atomic;
 *  - a socket in the folder besides, which processes of other containers on the same mount see too.
 * On Windows a named pipe takes the place of both. Two machines on one network mount do not see each other's sockets.
 */
export async function lockDataFolder(folder: string): Promise<DataFolderLock> {
  try {
    await makeFolder(folder);
  } catch (error) {
    throw storageErrorOf(error);
  }
  const held: Server[] = [];
  const release = async () => {
    for (const server of held.splice(0)) await new Promise((resolve) => server.close(resolve));
  };
  try {
    const name = `selvedge-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`;
    if (process.platform === 'win32') held.push(await listen(`\\\\.\\pipe\\${name}`, folder));
    else {
      if (process.platform === 'linux') held.push(await listen(`\0${name}`, folder));
      held.push(await lockBySocketFile(folder, name));
    }
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Listens under a name of its own, then links it to the common name, which fails while another's link is there. */
async function lockBySocketFile(folder: string, name: string): Promise<Server> {
  const socketDir = openSocketDir(folder);
  const own = `lock-${randomUUID().slice(0, 8)}`;
  const file = (of: string) => join(socketDir.path, of);
  const common = socketDir.shared ? name : 'lock';
  const server = await listen(file(own), folder);
  try {
    for (let attempt = 0; ; attempt++) {
      if (linkUnlessThere(file(own), file(common))) break;
      if (attempt === 3 || (await answers(file(common)))) throw inUse(folder);
      // Nobody listens: its process is gone. Should another have taken over in between, what we moved away answers.
      const aside = `${own}-left`;
      if (!renameUnlessGone(file(common), file(aside))) continue;
      const wasTakenOver = await answers(file(aside));
      if (wasTakenOver) linkUnlessThere(file(aside), file(common));
      rmSync(file(aside), { force: true });
      if (wasTakenOver) throw inUse(folder);
    }
    rmSync(file(own), { force: true });
  } catch (error) {
    rmSync(file(own), { force: true });
    server.close();
    socketDir.close();
    throw storageErrorOf(error);
  }
  server.on('close', () => {
    rmSync(file(common), { force: true });
    socketDir.close();
  });
  return server;
}

interface SocketDir {
  readonly path: string;
  /** Shared with the sockets of other folders. */
  readonly shared: boolean;
  close(): void;
}

/** Socket names hold some 100 bytes. Linux lets a long path be shortened to that of an open descriptor. */
function openSocketDir(folder: string): SocketDir {
  if (process.platform === 'linux') {
    const descriptor = openSync(folder, 'r');
    return { path: `/proc/self/fd/${descriptor}`, shared: false, close: () => closeSync(descriptor) };
  }
  if (Buffer.byteLength(folder) <= 70) return { path: folder, shared: false, close: () => undefined };
  return { path: tmpdir(), shared: true, close: () => undefined };
}

function listen(path: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? inUse(folder) : storageErrorOf(error)),
    );
    server.listen({ path, exclusive: true }, () => resolve(server));
    server.unref();
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    // A listener whose queue is full answers EAGAIN: it is there. Refused or absent: it is not.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => settle(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}

function linkUnlessThere(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function renameUnlessGone(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function inUse(folder: string): ServiceError {
  return new ServiceError('data-folder-in-use', {
    expected: 'a data folder that no other process uses',
    received: `${folder}, which one is using`,
    remedy: 'Stop the other process, reach it with --server, or choose another folder with --data.',
  });
}
