import type { Seal } from '../../report/seal-pdf.ts';
import type { ServiceContext } from '../context.ts';
import { localAuthority } from '../proof/timestamp-authorities.ts';

type SealingContext = Pick<ServiceContext, 'authority' | 'stamping' | 'transparency' | 'log'>;

/** The seal of this registry. */
export async function registrySeal(ctx: SealingContext): Promise<Pick<Seal, 'signer' | 'stamp'>> {
  return { signer: await ctx.authority.signer('seal'), stamp: (signature) => stampSeal(ctx, signature) };
}

/** By the authority that is asked for the log too; while it is away by our own clock, which says so in its certificate. */
async function stampSeal(ctx: SealingContext, signature: Uint8Array): Promise<Uint8Array> {
  try {
    return await ctx.stamping.authority.stamp(signature);
  } catch (error) {
    ctx.log.warn({ err: error }, 'no timestamp for a seal, taking the local clock');
    return localAuthority(ctx.authority, () => ctx.transparency.now()).stamp(signature);
  }
}
