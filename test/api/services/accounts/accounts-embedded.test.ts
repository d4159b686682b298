import { makeEmbedded } from '../../store/databases.ts';
import { signInContract } from './sign-in-contract.ts';

signInContract('the embedded database', makeEmbedded);
