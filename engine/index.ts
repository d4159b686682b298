export { ENGINE_ERROR_CODES, EngineError, type EngineErrorCode, type EngineErrorDetails } from './core/errors.ts';
export { type CriterionFinding, type Edit, type EngineVersions, type Finding, findingSchema, versionsSchema } from './core/finding.ts';
export type { Fingerprint, SearchEntry } from './core/fingerprint.ts';
export * from './core/vocabulary.ts';
export type * from './engine.ts';
export { siblingModule, spawnModuleWorker } from './pool/spawn.ts';
