export { decodeFeatures, FeatureFormatError } from '../../core/features/encoding.ts';
export { extractFeatures } from '../../core/features/extract.ts';
export { type DecodedFeatures, FEATURES_VERSION } from '../../core/features/verification-features.ts';
export { EDIT_LIMITS, type ExplainedPicture, explainEdits } from './explain-edits.ts';
export { NOT_ALIGNED, type Verification } from './verification.ts';
export { ALIGNMENT_LIMITS, verifyPair } from './verify-pair.ts';
