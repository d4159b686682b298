import { z } from 'zod';
import { type AnyOperation, defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import type { Action } from '../../services/access/permissions.ts';
import { applicationSeenBy } from '../../services/applications/desk.ts';
import { applicationOf } from '../../services/applications/views.ts';
import type { CallOptions, ServiceContext } from '../../services/context.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

/** A step of a case as it is asked for over HTTP: a POST below the address of the case, answered with the application as it is then. */
export interface CaseAct<Body extends z.ZodType> {
  readonly id: string;
  /** Last part of the address. */
  readonly address: string;
  readonly summary: string;
  readonly action: Action;
  /** What it takes besides the case; nothing where it is left out. */
  readonly json?: Body;
  readonly jsonBytesMax?: number;
  /** Pictures are looked at and the library is searched: counted, and refused for what can be wrong with a picture. */
  readonly searches?: boolean;
  readonly perform: (
    services: ServiceContext,
    id: string,
    body: z.output<Body>,
    options: CallOptions,
  ) => Promise<ApplicationRow>;
}

export function caseAct<Body extends z.ZodType = z.ZodUndefined>({
  address,
  searches = false,
  perform,
  ...act
}: CaseAct<Body>): AnyOperation {
  return defineOperation({
    ...act,
    method: 'post',
    path: `/v1/applications/{id}/${address}`,
    tag: 'applications',
    ...(searches && { rateLimit: 'checks' as const }),
    params: z.object({ id: applicationIdSchema }),
    replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
    problems: searches ? [...CASE_PROBLEMS, ...PICTURE_PROBLEMS, 'picture-lost'] : CASE_PROBLEMS,
    handler:
      (ctx) =>
      async ({ params, request, json, signal }) => {
        const row = await perform(ctx.services, params.id, json, { actor: request.actor, signal });
        const seen = await applicationSeenBy(ctx.services, request.actor, row);
        return { status: 200, body: applicationOf(ctx.services, seen) };
      },
  });
}
