import './printing-texts.ts';

export { DevicesScreen } from './devices-screen.tsx';
export { PrintWork } from './print-work.tsx';
export { SalePrints } from './sale-prints.tsx';
