import type { AnyOperation } from '../../http/operation.ts';
import { createBundle } from './create-bundle.ts';
import { issueCertificate } from './issue-certificate.ts';
import { readCertificate } from './read-certificate.ts';
import { verifyShown } from './verify-shown.ts';

export const CERTIFICATE_OPERATIONS: readonly AnyOperation[] = [
  issueCertificate,
  readCertificate,
  createBundle,
  verifyShown,
];
