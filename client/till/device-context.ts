import { createContext, use } from 'react';
import type { Device } from './open-device.ts';

export const DeviceContext = createContext<Device | null>(null);

/** The store and till of this device; for components under DeviceShell. */
export function useDevice(): Device {
  const device = use(DeviceContext);
  if (!device) throw new Error('useDevice outside of DeviceShell');
  return device;
}
