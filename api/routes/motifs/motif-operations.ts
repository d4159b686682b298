import type { AnyOperation } from '../../http/operation.ts';
import { createMotif } from './create-motif.ts';
import { deleteMotif } from './delete-motif.ts';
import { listMotifs } from './list-motifs.ts';
import { readMotifPicture } from './read-motif-picture.ts';

export const MOTIF_OPERATIONS: readonly AnyOperation[] = [createMotif, listMotifs, readMotifPicture, deleteMotif];
