/** Why there is no picture. */
export type CameraTrouble = 'insecure' | 'unsupported' | 'denied' | 'none' | 'busy' | 'broken';

/** What tracks of cameras can besides; TypeScript's library does not know it. */
interface CameraCapabilities extends MediaTrackCapabilities {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
  focusMode?: string[];
}

export interface Camera {
  stream: MediaStream;
  deviceId: string;
  hasTorch: boolean;
  /** null: this camera has no zoom */
  zoom: { min: number; max: number; step: number } | null;
  /** Other cameras of this device, by id. */
  others: readonly string[];
  setTorch(on: boolean): Promise<void>;
  setZoom(zoom: number): Promise<void>;
  close(): void;
}

export type OpenedCamera = { ok: true; camera: Camera } | { ok: false; trouble: CameraTrouble };

/** The camera at the back at 1280 × 720, or the one chosen before. */
export async function openCamera(deviceId: string | null): Promise<OpenedCamera> {
  if (!window.isSecureContext) return { ok: false, trouble: 'insecure' };
  if (!navigator.mediaDevices?.getUserMedia) return { ok: false, trouble: 'unsupported' };
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const chosen = deviceId ? { deviceId: { ideal: deviceId } } : { facingMode: 'environment' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...size, ...chosen } });
    return { ok: true, camera: await cameraOf(stream) };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error) };
  }
}

async function cameraOf(stream: MediaStream): Promise<Camera> {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('a stream without a picture');
  const can: CameraCapabilities = track.getCapabilities?.() ?? {};
  const apply = (change: object) => track.applyConstraints({ advanced: [change] }).catch(() => {});
  if (can.focusMode?.includes('continuous')) await apply({ focusMode: 'continuous' });
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const id = track.getSettings().deviceId ?? '';
  return {
    stream,
    deviceId: id,
    hasTorch: can.torch === true,
    zoom: can.zoom && can.zoom.max > can.zoom.min ? can.zoom : null,
    others: devices
      .filter((one) => one.kind === 'videoinput' && one.deviceId !== id)
      .map((one) => one.deviceId),
    setTorch: (on) => apply({ torch: on }),
    setZoom: (zoom) => apply({ zoom }),
    close: () => {
      for (const one of stream.getTracks()) one.stop();
    },
  };
}

function troubleOf(error: unknown): CameraTrouble {
  const { name } = error as DOMException;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'broken';
}
