/** Apart from the schemas, so that the till carries no schema library. */

/** Version of everything in this folder. The server accepts this one and the one before (S11). */
export const CONTRACT_VERSION = 2;
export const OLDEST_ACCEPTED_CONTRACT = 0;

/** Every answer of ours carries this header; what lacks it did not come from our server (S14). */
export const ANSWER_HEADER = 'x-gerai-contract';

export const MAX_PUSH_RECORDS = 200;
export const MAX_PULL_ROWS = 5_000;
