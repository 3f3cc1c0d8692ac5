import { later } from '../../app/later.ts';

const load = () => import('./rooms.ts');

/** The day besides selling: none of its code is in the first load. */
export const CustomersScreen = later(async () => ({ default: (await load()).CustomersScreen }));
export const DayMenu = later(async () => ({ default: (await load()).DayMenu }));
export const HistoryScreen = later(async () => ({ default: (await load()).HistoryScreen }));
export const ProductSheet = later(async () => ({ default: (await load()).ProductSheet }));
export const QrisScreen = later(async () => ({ default: (await load()).QrisScreen }));
export const ShiftGate = later(async () => ({ default: (await load()).ShiftGate }));
export const ShiftScreen = later(async () => ({ default: (await load()).ShiftScreen }));
export const StockScreen = later(async () => ({ default: (await load()).StockScreen }));
export const SwitchSheet = later(async () => ({ default: (await load()).SwitchSheet }));
