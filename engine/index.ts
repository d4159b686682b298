export { labToSrgbHex } from './core/colour-space.ts';
export { ENGINE_ERROR_CODES, EngineError, type EngineErrorCode } from './core/errors.ts';
export {
  type CriterionFinding,
  type Edit,
  type EngineVersions,
  type Finding,
  findingSchema,
  type TypicalLikeness,
  versionsSchema,
} from './core/finding.ts';
export type { Fingerprint, SearchEntry } from './core/fingerprint.ts';
export type { Matrix3, Polygon, Vec2 } from './core/geometry.ts';
export { hammingDistance } from './core/pdq.ts';
export * from './core/vocabulary.ts';
export type * from './engine.ts';
export { MAX_PICTURE_BYTES } from './image/limits.ts';
export { sniffFormat } from './image/sniff.ts';
export type { ErrorRates } from './model/error-rates.ts';
export { verifyModels } from './model/manifest.ts';
export { createEngine } from './pool/create-engine.ts';
export { siblingModule, spawnModuleWorker } from './pool/spawn.ts';
export { checkCount, checkKey, unitVectors, unitVectorsOfKey } from './search/vector-checks.ts';
export type { VectorHit, VectorIndex } from './search/vector-index.ts';
export {
  describeForSelfTest,
  runSelfTest,
  SELF_TEST_FILE,
  type SelfTestVectors,
} from './self-test.ts';
