/** One tone: when it starts and how long it lasts (seconds), its pitch (Hz), shape and loudness (0 … 1). */
type Tone = { at: number; length: number; pitch: number; shape: OscillatorType; gain: number };

const hit: readonly Tone[] = [
  { at: 0, length: 0.07, pitch: 1760, shape: 'sine', gain: 0.35 },
  { at: 0, length: 0.05, pitch: 3520, shape: 'sine', gain: 0.08 },
];

/** Low, rough and falling: told from a hit with the back turned. */
const miss: readonly Tone[] = [
  { at: 0, length: 0.13, pitch: 233, shape: 'square', gain: 0.22 },
  { at: 0.16, length: 0.22, pitch: 175, shape: 'square', gain: 0.22 },
];

let context: AudioContext | undefined;
let muted = false;

function play(tones: readonly Tone[]): void {
  if (muted || typeof AudioContext === 'undefined') return;
  // Made at the first sound: before a touch the browser would only create it suspended.
  context ??= new AudioContext({ latencyHint: 'interactive' });
  if (context.state === 'suspended') context.resume().catch(() => undefined);
  const now = context.currentTime;
  for (const tone of tones) {
    const oscillator = new OscillatorNode(context, { type: tone.shape, frequency: tone.pitch });
    const envelope = new GainNode(context, { gain: 0 });
    const start = now + tone.at;
    // Short ramps at both ends; a hard edge clicks in cheap speakers.
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(tone.gain, start + 0.005);
    envelope.gain.setValueAtTime(tone.gain, start + tone.length * 0.6);
    envelope.gain.linearRampToValueAtTime(0, start + tone.length);
    oscillator.connect(envelope).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + tone.length + 0.01);
  }
}

/** A scan found its product. Never throws and never waits; silent when muted. */
export function playHit(): void {
  play(hit);
}

/** A scan found nothing. */
export function playMiss(): void {
  play(miss);
}

export function setSoundMuted(value: boolean): void {
  muted = value;
}
