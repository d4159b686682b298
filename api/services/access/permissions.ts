import type { Role } from './roles.ts';

/** What an API key or service can be limited to. */
export const SCOPES = [
  'checks',
  'patterns:read',
  'patterns:write',
  'metrics:read',
  'applications:read',
  'applications:write',
  'deposits',
  'reports',
  'evidence',
  'people:read',
  'audit:read',
  'backup',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * What an action may be done to, each including those before it. `managed`: what belongs to a party that the actor
 * manages; `own`: to the actor's account, one of his parties in that role, or a matter he is assigned to; `tenant`: to
 * the office of the role; `any`: to anyone.
 */
export const REACHES = ['managed', 'own', 'tenant', 'any'] as const;
export type Reach = (typeof REACHES)[number];

/**
 * Whether the public may, without signing in. `library`: as long as only this machine can reach the server, or where
 * `server.publicChecks` is set; `machine`: the former alone.
 */
export type PublicAccess = 'always' | 'library' | 'machine' | 'never';

export interface Permission {
  readonly public: PublicAccess;
  /** The scope that an API key needs; `session`: no key will do, the act is a person's. */
  readonly scope: Scope | 'session';
  readonly roles: Readonly<Partial<Record<Role, Reach>>>;
}

/** Everybody who has signed in is a designer too. */
const everybody = (reach: Reach) => ({ designer: reach }) as const;
/** Whoever acts for the party in whose name something is filed. */
const rightHolder = { designer: 'own', 'firm-member': 'own', agent: 'own' } as const;
/** Whoever was asked for an opinion on the case. */
const adviser = { 'expert-panellist': 'own', 'lay-panellist': 'own', 'technical-investigator': 'own' } as const;
const registry = { registrar: 'tenant', administrator: 'tenant' } as const;

/** The permission table: every action there is, and who may. Whatever is not here is not allowed. */
export const PERMISSIONS = {
  'service:health': { public: 'always', scope: 'session', roles: everybody('any') },
  'session:open': { public: 'always', scope: 'session', roles: everybody('any') },
  'session:read': { public: 'always', scope: 'session', roles: everybody('any') },
  'session:end': { public: 'always', scope: 'session', roles: everybody('any') },
  'deposit:make': { public: 'never', scope: 'deposits', roles: { ...everybody('any'), administrator: 'any' } },
  'verification:read': { public: 'always', scope: 'session', roles: everybody('any') },
  'certificate:issue': {
    public: 'never',
    scope: 'applications:read',
    roles: { ...rightHolder, examiner: 'tenant', ...registry },
  },
  'report:order': { public: 'never', scope: 'reports', roles: { ...everybody('any'), administrator: 'any' } },
  'report:read': {
    public: 'never',
    scope: 'reports',
    roles: { ...everybody('own'), registrar: 'tenant', 'court-officer': 'tenant', administrator: 'tenant' },
  },
  'report:supersede': { public: 'never', scope: 'session', roles: { registrar: 'tenant' } },
  'evidence:take': { public: 'never', scope: 'evidence', roles: { ...everybody('any'), administrator: 'any' } },
  'evidence:read': {
    public: 'never',
    scope: 'evidence',
    roles: { ...everybody('own'), 'court-officer': 'tenant', notary: 'own', administrator: 'tenant' },
  },
  'evidence:hand-over': {
    public: 'never',
    scope: 'evidence',
    roles: { ...everybody('own'), administrator: 'tenant' },
  },
  'evidence:cosign': { public: 'never', scope: 'evidence', roles: { notary: 'own' } },
  'log:read': { public: 'always', scope: 'session', roles: everybody('any') },
  'account:enter': { public: 'always', scope: 'session', roles: everybody('any') },
  'account:change': { public: 'never', scope: 'session', roles: everybody('own') },
  'key:manage': { public: 'never', scope: 'session', roles: everybody('own') },
  'account:manage': { public: 'never', scope: 'session', roles: { administrator: 'tenant' } },
  'role:grant': { public: 'never', scope: 'session', roles: { administrator: 'tenant' } },
  'party:create': { public: 'never', scope: 'session', roles: everybody('own') },
  'party:read': {
    public: 'never',
    scope: 'people:read',
    roles: { designer: 'own', 'firm-member': 'own', agent: 'own', examiner: 'tenant', ...registry },
  },
  'party:manage': { public: 'never', scope: 'session', roles: { designer: 'managed', 'firm-member': 'managed' } },
  'party:verify': { public: 'never', scope: 'session', roles: { registrar: 'tenant' } },
  'attorney:grant': { public: 'never', scope: 'session', roles: { designer: 'managed', 'firm-member': 'managed' } },
  'link:declare': { public: 'never', scope: 'session', roles: everybody('own') },
  'audit:read': { public: 'never', scope: 'audit:read', roles: { ...registry, 'court-officer': 'tenant' } },
  'person:erase': { public: 'never', scope: 'session', roles: { designer: 'own', administrator: 'tenant' } },
  'tenant:read': { public: 'never', scope: 'people:read', roles: { ...everybody('any'), administrator: 'any' } },
  'tenant:create': { public: 'never', scope: 'session', roles: { administrator: 'tenant' } },
  'metrics:read': { public: 'machine', scope: 'metrics:read', roles: { administrator: 'any' } },
  'check:create': { public: 'library', scope: 'checks', roles: { ...everybody('any'), administrator: 'any' } },
  'pattern:read': { public: 'library', scope: 'patterns:read', roles: { ...everybody('any'), administrator: 'any' } },
  'pattern:read-restricted': {
    public: 'never',
    scope: 'patterns:read',
    roles: { designer: 'own', 'firm-member': 'own', agent: 'own', examiner: 'own' },
  },
  'pattern:add': { public: 'never', scope: 'patterns:write', roles: registry },
  'pattern:remove': { public: 'never', scope: 'patterns:write', roles: registry },
  'library-audit:run': { public: 'never', scope: 'patterns:write', roles: { administrator: 'tenant' } },
  'library-audit:read': {
    public: 'never',
    scope: 'patterns:read',
    roles: { examiner: 'tenant', registrar: 'tenant', administrator: 'tenant' },
  },
  'motif:read': { public: 'library', scope: 'patterns:read', roles: { ...everybody('any'), administrator: 'any' } },
  'motif:manage': {
    public: 'never',
    scope: 'patterns:write',
    roles: { examiner: 'tenant', registrar: 'tenant', administrator: 'tenant' },
  },
  'backup:create': { public: 'never', scope: 'backup', roles: { administrator: 'tenant' } },
  'application:file': { public: 'never', scope: 'applications:write', roles: rightHolder },
  'application:read': {
    public: 'never',
    scope: 'applications:read',
    roles: { ...rightHolder, ...adviser, examiner: 'tenant', registrar: 'tenant', administrator: 'tenant' },
  },
  /** Whoever files, and the examiners who have the case in hand. */
  'date-evidence:read': { public: 'never', scope: 'applications:read', roles: { ...rightHolder, examiner: 'own' } },
  'application:examine': { public: 'never', scope: 'session', roles: { examiner: 'tenant' } },
  'application:advise': { public: 'never', scope: 'session', roles: adviser },
  'application:administer': { public: 'never', scope: 'session', roles: { registrar: 'tenant' } },
  'registration:read': { public: 'always', scope: 'session', roles: everybody('any') },
  'registration:object': { public: 'never', scope: 'session', roles: everybody('any') },
  'registration:transfer': { public: 'never', scope: 'session', roles: { ...rightHolder, registrar: 'tenant' } },
  'statistics:read': {
    public: 'never',
    scope: 'applications:read',
    roles: { examiner: 'tenant', registrar: 'tenant', administrator: 'tenant' },
  },
  'notification:read': { public: 'never', scope: 'session', roles: everybody('own') },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as readonly Action[];

export function permissionOf(action: Action): Permission {
  return PERMISSIONS[action];
}
