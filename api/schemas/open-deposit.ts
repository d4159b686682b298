import { z } from 'zod';
import { loggedOpenDepositSchema } from '../proof/open-deposit.ts';
import { checkedSchema } from './check-result.ts';

export const openDepositIdSchema = z.string().regex(/^OD-[0-9A-HJKMNP-TV-Z]{26}$/);

/** The answer to an open deposit: what proves it, and what there is like it. */
export const openDepositSchema = z.object({ deposit: loggedOpenDepositSchema, check: checkedSchema });
export type OpenDeposit = z.infer<typeof openDepositSchema>;
