import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Camera, type CameraTrouble, openCamera } from '../../devices/scan/camera.ts';
import type { FrameRead, FrameReader, ReaderName } from '../../devices/scan/frame-reader.ts';
import { openFrameReader } from '../../devices/scan/open-frame-reader.ts';
import { saveScanSettings, scanSettings } from '../../devices/scan/scan-settings.ts';
import { wantedSymbologies } from '../../devices/scan/symbology.ts';
import { type VideoWatch, watchVideo } from '../../devices/scan/watch-video.ts';

export type CameraPhase =
  | { phase: 'starting' }
  | { phase: 'trouble'; trouble: CameraTrouble | 'noReader' }
  /** the picture stands; `reader` null: its decoder is still on its way */
  | { phase: 'open'; camera: Camera; reader: ReaderName | null };

/**
 * The camera and the reader of its codes while a component stands. `paused`: the picture goes on, nothing is read.
 * `again` starts over, with another camera when one is named.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  paused: boolean,
  isKnown: (code: string) => boolean,
  onCode: (read: FrameRead) => void,
): { state: CameraPhase; again: (cameraId?: string) => void } {
  const [state, setState] = useState<CameraPhase>({ phase: 'starting' });
  const [attempt, setAttempt] = useState(0);
  const watch = useRef<VideoWatch | null>(null);
  const latest = useRef({ isKnown, onCode, paused });
  useEffect(() => {
    latest.current = { isKnown, onCode, paused };
    watch.current?.setPaused(paused);
  });

  useEffect(() => {
    void attempt;
    let gone = false;
    let camera: Camera | undefined;
    let reader: FrameReader | undefined;
    async function start() {
      const { cameraId, zoom, ean8 } = scanSettings.get();
      // Both at once: the decoder compiles while the camera wakes up.
      const opening = openFrameReader(wantedSymbologies({ ean8 })).catch(() => null);
      const opened = await openCamera(cameraId);
      if (opened.ok) camera = opened.camera;
      if (gone) {
        camera?.close();
        (await opening)?.close();
        return;
      }
      if (!opened.ok) {
        setState({ phase: 'trouble', trouble: opened.trouble });
        (await opening)?.close();
        return;
      }
      setState({ phase: 'open', camera: opened.camera, reader: null });
      const element = video.current;
      if (!element) return;
      element.srcObject = opened.camera.stream;
      await element.play().catch(() => {});
      if (zoom !== null && opened.camera.zoom) await opened.camera.setZoom(zoom);
      reader = (await opening) ?? undefined;
      if (gone) return reader?.close();
      if (!reader) return setState({ phase: 'trouble', trouble: 'noReader' });
      setState({ phase: 'open', camera: opened.camera, reader: reader.name });
      watch.current = watchVideo(
        element,
        reader,
        (code) => latest.current.isKnown(code),
        (read) => latest.current.onCode(read),
      );
      watch.current.setPaused(latest.current.paused);
    }
    void start();
    return () => {
      gone = true;
      watch.current?.stop();
      watch.current = null;
      camera?.close();
      reader?.close();
    };
  }, [video, attempt]);

  return {
    state,
    again: (cameraId) => {
      if (cameraId !== undefined) saveScanSettings({ cameraId });
      setState({ phase: 'starting' });
      setAttempt((before) => before + 1);
    },
  };
}
