import { makeEmbedded } from '../../store/databases.ts';
import { signInContract } from './sign-in-contract.ts';
import { upgradeContract } from './upgrade-contract.ts';

signInContract('the embedded database', makeEmbedded);
upgradeContract('the embedded database', makeEmbedded);
