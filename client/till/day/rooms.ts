import './day-texts.ts';

export { CustomersScreen } from './customers-screen.tsx';
export { DayMenu } from './day-menu.tsx';
export { HistoryScreen } from './history-screen.tsx';
export { ProductSheet } from './product-sheet.tsx';
export { QrisScreen } from './qris-screen.tsx';
export { ShiftGate } from './shift-gate.tsx';
export { ShiftScreen } from './shift-screen.tsx';
export { StockScreen } from './stock-screen.tsx';
export { SwitchSheet } from './switch-sheet.tsx';
