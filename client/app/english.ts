import common from './locales/en/common.ts';
import till from './locales/en/till.ts';

/** Loaded by those who read English; kept for offline with the rest of the shell. */
export default { common, till };
