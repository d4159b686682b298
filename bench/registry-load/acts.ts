import type { RandomNumbers } from '../random.ts';
import type { Ledger } from './ledger.ts';
import { MOTIFS, type User } from './population.ts';
import { worksForm } from './works-form.ts';

/** What a user does between two thoughts. */
export const KINDS = ['read', 'write', 'submission'] as const;
export type Kind = (typeof KINDS)[number];

/** Share of each kind among all acts. */
const SHARES: Readonly<Record<Kind, number>> = { read: 0.8, write: 0.17, submission: 0.03 };

export interface Session {
  readonly user: User;
  readonly random: RandomNumbers;
  readonly ledger: Ledger;
  /** A picture that nobody has filed yet. */
  readonly nextPicture: () => Uint8Array;
  /** Asks and expects success; times it under the kind. */
  ask<Body>(kind: Kind, method: string, path: string, body?: object | FormData): Promise<Body>;
}

interface Draft {
  readonly id: string;
  readonly version: number;
}

export function drawKind(random: RandomNumbers): Kind {
  let left = random();
  for (const kind of KINDS) {
    left -= SHARES[kind];
    if (left < 0) return kind;
  }
  return 'read';
}

export async function act(session: Session, kind: Kind): Promise<void> {
  if (kind === 'read') await read(session);
  else if (kind === 'write') await write(session);
  else await submit(session);
}

async function read({ user, random, ask }: Session): Promise<void> {
  const reads: readonly (() => Promise<unknown>)[] = [
    () => ask('read', 'GET', '/v1/applications?limit=50'),
    async () => {
      const { applications } = await ask<{ applications: { id: string }[] }>(
        'read',
        'GET',
        '/v1/applications?limit=10',
      );
      const one = applications[Math.floor(random() * applications.length)];
      if (one !== undefined) await ask('read', 'GET', `/v1/applications/${one.id}`);
    },
    () => ask('read', 'GET', '/v1/notices'),
    () => ask('read', 'GET', `/v1/notices?text=${encodeURIComponent(wordsOf(random))}`),
    () => ask('read', 'GET', '/v1/notifications'),
    () => ask('read', 'GET', '/v1/deadlines'),
    () => ask('read', 'GET', '/v1/patterns?limit=24'),
    () => ask('read', 'GET', '/v1/session'),
    ...(user.isExaminer
      ? [
          async () => {
            const queue = await ask<{ cases: { application: { id: string } }[] }>(
              'read',
              'GET',
              '/v1/examination-queue',
            );
            const one = queue.cases[Math.floor(random() * queue.cases.length)];
            if (one !== undefined) await ask('read', 'GET', `/v1/applications/${one.application.id}`);
          },
        ]
      : []),
  ];
  await reads[Math.floor(random() * reads.length)]!();
}

/** What the board is searched for: a character, a word, two words in a row, an owner, or part of a number that few works bear. */
function wordsOf(random: RandomNumbers): string {
  const motif = (): string => MOTIFS[Math.floor(random() * MOTIFS.length)]!;
  const searches: readonly (() => string)[] = [
    () => motif().slice(0, 1),
    motif,
    () => motif() + motif(),
    () => `mill ${1 + Math.floor(random() * 50)}`,
    () => Math.floor(random() * 0xff_ff_ff).toString(16),
  ];
  return searches[Math.floor(random() * searches.length)]!();
}

/** Types on in a draft, begins one, or marks notices as read. */
async function write({ user, random, ledger, ask }: Session): Promise<void> {
  const draft = ledger.draftOf(user.party);
  const drawn = random();
  if (draft === undefined || drawn < 0.2) {
    const mark = ledger.nextMark();
    const form = worksForm(user.party, mark);
    const made = await ask<Draft>('write', 'POST', '/v1/applications', { party: user.party, kind: 'works', form });
    ledger.saved(user.party, made.id, made.version, mark);
  } else if (drawn < 0.9) {
    const mark = ledger.nextMark();
    const body = { version: draft.version, form: worksForm(user.party, mark) };
    const { version } = await ask<Draft>('write', 'POST', `/v1/applications/${draft.id}/form`, body);
    ledger.saved(user.party, draft.id, version, mark);
  } else await ask('write', 'POST', '/v1/notifications/read', { upTo: 1 + Math.floor(random() * 1_000) });
}

/** Files a design: its picture is sent, then the check is waited for in the engine's queue. */
async function submit({ user, ledger, nextPicture, ask }: Session): Promise<void> {
  const mark = ledger.nextMark();
  const form = worksForm(user.party, mark);
  const { id } = await ask<Draft>('write', 'POST', '/v1/applications', { party: user.party, kind: 'works', form });
  const upload = new FormData();
  upload.append('picture', new Blob([new Uint8Array(nextPicture())]), 'design.jpg');
  upload.append('details', '{"role":"flat-design"}');
  await ask('submission', 'POST', `/v1/applications/${id}/pictures`, upload);
  await ask('submission', 'POST', `/v1/applications/${id}/submission`);
  ledger.submitted(id, mark);
}
