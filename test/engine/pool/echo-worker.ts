import { parentPort } from 'node:worker_threads';
import { GRADES } from '../../../engine/core/vocabulary.ts';

parentPort?.postMessage(GRADES.length);
