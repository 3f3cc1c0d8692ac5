export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed (mulberry32): every decoder sees the same pixels in every run. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sensor noise and a lens that gathers little light, on what has been drawn. */
export function addNoise(context: CanvasRenderingContext2D, random: Random, strength: number, gain: number) {
  const { width, height } = context.canvas;
  const image = context.getImageData(0, 0, width, height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const noise = gauss(random) * strength;
    for (let colour = at; colour < at + 3; colour += 1) data[colour] = (data[colour] ?? 0) * gain + noise;
  }
  context.putImageData(image, 0, 0);
  return image;
}

function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(6.283 * random());
}
