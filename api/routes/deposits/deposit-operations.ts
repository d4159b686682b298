import type { AnyOperation } from '../../http/operation.ts';
import { createDeposit } from './create-deposit.ts';
import { createOpenDeposit } from './create-open-deposit.ts';
import { getDeposit } from './get-deposit.ts';
import { getOpenDeposit } from './get-open-deposit.ts';
import { issueDepositCertificate } from './issue-deposit-certificate.ts';

export const DEPOSIT_OPERATIONS: readonly AnyOperation[] = [
  createDeposit,
  getDeposit,
  createOpenDeposit,
  getOpenDeposit,
  issueDepositCertificate,
];
