// Pages work without this file; it keeps lists fresh and lets a device with a code reader scan.
const LIVE_MS = 2000;

const live = document.querySelector('[data-live]');
if (live) setInterval(refresh, LIVE_MS);

async function refresh() {
  // Someone who reads an open entry or types must not lose it.
  const busy = live.querySelector('details[open]') || live.contains(document.activeElement);
  if (busy || document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .querySelector('[data-live]');
    if (fresh && fresh.innerHTML !== live.innerHTML) live.innerHTML = fresh.innerHTML;
  } catch {
    // the sandbox is being restarted: the next round tries again
  }
}

const scan = document.querySelector('[data-scan]');
if (scan && 'BarcodeDetector' in window) offerScan();

async function offerScan() {
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes('qr_code')) return;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const video = scan.querySelector('video');
  const code = document.querySelector('[name=code]');
  const found = (text) => {
    code.value = text;
    code.form.requestSubmit();
  };
  scan.hidden = false;
  scan.querySelector('[data-scan-file]').addEventListener('change', async (event) => {
    const [result] = await detector.detect(await createImageBitmap(event.target.files[0]));
    if (result) found(result.rawValue);
    else scan.querySelector('[data-scan-none]').hidden = false;
  });
  scan.querySelector('[data-scan-camera]').addEventListener('click', async () => {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    video.hidden = false;
    await video.play();
    const look = async () => {
      const [result] = await detector.detect(video);
      if (result) found(result.rawValue);
      else requestAnimationFrame(look);
    };
    look();
  });
}
