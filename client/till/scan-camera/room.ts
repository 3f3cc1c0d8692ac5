import './scan-texts.ts';

export { keepReader } from '../../devices/scan/worker-reader.ts';
export { ScanTestScreen } from '../scan-test/scan-test-screen.tsx';
export { ScanCameraSheet } from './scan-camera-sheet.tsx';
