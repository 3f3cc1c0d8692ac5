export const LEDGER_NAME = 'gerai-ledger';
