import type { Step } from '../proof/fault.ts';

/** Where something can be seen. All but pages of the client are named as they are called, in any language. */
export type Place =
  | { readonly kind: 'page'; readonly page: 'deposit' | 'verify' | 'notices' }
  /** Method and path of the API. */
  | { readonly kind: 'operation'; readonly name: string }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'setting'; readonly name: string }
  /** What a verification looks at. */
  | { readonly kind: 'step'; readonly name: Step }
  /** A section of the documentation, by its English heading. */
  | { readonly kind: 'document'; readonly file: string; readonly section: string };

/**
 * What articles 16 to 18 of the Supreme People's Court's rules of online litigation (人民法院在线诉讼规则, 法释〔2021〕12 号) ask of
 * electronic data that were put on a chain, point by point in their order, and where it can be seen.
 */
export const LITIGATION_POINTS = [
  {
    article: 16,
    point: 'storage',
    places: [
      operation('GET /v1/log/checkpoint'),
      operation('GET /v1/log/proofs/consistency'),
      setting('log.witnesses'),
      document('api/store/README.md', 'The transparency log'),
    ],
  },
  {
    article: 16,
    point: 'technical-check',
    places: [
      page('deposit'),
      command('verify'),
      operation('GET /v1/verifications'),
      ...(['file', 'commitment', 'inclusion', 'checkpoint', 'timestamp', 'keys', 'seal', 'content'] as const).map(step),
      document('api/proof/README.md', 'Evidence bundles'),
    ],
  },
  {
    article: 16,
    point: 'contrary-evidence',
    places: [
      page('verify'),
      command('log fsck'),
      command('keys revoke'),
      operation('GET /v1/log/keys'),
      document('api/proof/README.md', 'Certificates'),
    ],
  },
  {
    article: 17,
    point: 'regulations',
    places: [],
  },
  {
    article: 17,
    point: 'neutrality',
    places: [
      page('deposit'),
      setting('log.witnesses'),
      setting('timestamp.url'),
      operation('GET /v1/log/record-schemas'),
      document('api/proof/README.md', 'Sealed deposit'),
      document('api/README.md', 'Who may do what'),
    ],
  },
  {
    article: 17,
    point: 'system-security',
    places: [
      command('log fsck'),
      command('doctor'),
      command('backup'),
      document('api/SECURITY.md', 'Not met, or in part'),
      document('api/store/README.md', 'What a power cut may cost'),
      document('api/README.md', 'What is recorded'),
    ],
  },
  {
    article: 17,
    point: 'technique',
    places: [
      operation('GET /v1/log/keys'),
      document('api/proof/README.md', 'Choices'),
      document('api/SECURITY.md', 'Secrets, logs, data (V6–V9)'),
    ],
  },
  {
    article: 18,
    point: 'source',
    places: [
      operation('GET /v1/deposits/{id}'),
      operation('GET /v1/log/record-schemas'),
      document('api/proof/README.md', 'Decisions and imported records'),
    ],
  },
  {
    article: 18,
    point: 'generation',
    places: [operation('POST /v1/checks'), document('api/README.md', 'Applications and registration')],
  },
  {
    article: 18,
    point: 'storage-before',
    places: [step('timestamp'), operation('GET /v1/log/proofs/inclusion')],
  },
  {
    article: 18,
    point: 'third-parties',
    places: [step('keys'), step('timestamp'), document('api/proof/README.md', 'Timestamps')],
  },
  {
    article: 18,
    point: 'corroboration',
    places: [
      page('notices'),
      operation('POST /v1/certificates/{id}/bundles'),
      operation('POST /v1/deposits/{id}/certificates'),
      command('audit'),
      document('api/README.md', 'Certificates'),
    ],
  },
] as const satisfies readonly {
  readonly article: 16 | 17 | 18;
  readonly point: string;
  readonly places: readonly Place[];
}[];

export type LitigationPoint = (typeof LITIGATION_POINTS)[number]['point'];

function page(name: Extract<Place, { kind: 'page' }>['page']): Place {
  return { kind: 'page', page: name };
}

function operation(name: string): Place {
  return { kind: 'operation', name };
}

function command(name: string): Place {
  return { kind: 'command', name };
}

function setting(name: string): Place {
  return { kind: 'setting', name };
}

function step(name: Step): Place {
  return { kind: 'step', name };
}

function document(file: string, section: string): Place {
  return { kind: 'document', file, section };
}
