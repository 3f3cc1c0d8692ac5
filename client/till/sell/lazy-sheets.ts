import { later } from '../../app/later.ts';

const load = () => import('./sheets.ts');

export const ApprovalSheet = later(async () => ({ default: (await load()).ApprovalSheet }));
export const CartSheet = later(async () => ({ default: (await load()).CartSheet }));
export const CustomerSheet = later(async () => ({ default: (await load()).CustomerSheet }));
export const ItemSheet = later(async () => ({ default: (await load()).ItemSheet }));
export const LineSheet = later(async () => ({ default: (await load()).LineSheet }));
export const NoteSheet = later(async () => ({ default: (await load()).NoteSheet }));
export const ParkSheet = later(async () => ({ default: (await load()).ParkSheet }));
export const QuantitySheet = later(async () => ({ default: (await load()).QuantitySheet }));
export const TenderSheet = later(async () => ({ default: (await load()).TenderSheet }));
