import type { BatchResultView, SubmissionResultsView } from '../../schemas/application.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson } from './request.ts';

export interface Manifest {
  readonly party: string;
  readonly format: 'csv' | 'jsonl';
  readonly text: string;
  readonly mode: 'rest' | 'all-or-nothing';
}

export const createBatch = (manifest: Manifest, common: Common): Promise<BatchResultView> =>
  sendForJson({ ...common, method: 'POST', path: 'v1/application-batches', body: JSON.stringify(manifest) });

export const submitBatch = (applications: readonly string[], common: Common): Promise<SubmissionResultsView> =>
  sendForJson({
    ...common,
    method: 'POST',
    path: 'v1/application-batch-submissions',
    body: JSON.stringify({ applications }),
  });
