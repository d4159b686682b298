import { describe } from 'vitest';
import { badInputContract } from './bad-input-contract.ts';
import type { Desk } from './desk.ts';
import { evidenceContract } from './evidence-contract.ts';
import { examinationContract } from './examination-contract.ts';
import { familiesContract } from './families-contract.ts';
import { filingContract } from './filing-contract.ts';
import { hiddenWorksContract } from './hidden-works-contract.ts';
import { noticesContract } from './notices-contract.ts';
import { recusalContract } from './recusal-contract.ts';
import { registrationContract } from './registration-contract.ts';
import { signedOpinionsContract } from './signed-opinions-contract.ts';
import { visibilityContract } from './visibility-contract.ts';

/** The life of applications, by subject. */
export function applicationsContract(name: string, desk: Desk): void {
  describe(`applications on ${name}`, () => {
    describe('in examination', () => examinationContract(desk));
    describe('as filed', () => filingContract(desk));
    describe('after a decision', () => registrationContract(desk));
    describe('told of', () => noticesContract(desk));
    describe('in families', () => familiesContract(desk));
    describe('held against bad input', () => badInputContract(desk));
    describe('kept from', () => recusalContract(desk));
    describe('seen', () => visibilityContract(desk));
    describe('evidenced', () => evidenceContract(desk));
    describe('judged', () => signedOpinionsContract(desk));
    describe('hidden', () => hiddenWorksContract(desk));
  });
}
