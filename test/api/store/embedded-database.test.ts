import { makeEmbedded } from './databases.ts';
import { storeContract } from './store-contract.ts';

storeContract('the embedded database', makeEmbedded);
