/** One figure of `npm run bench`. */
export interface Measured {
  name: string;
  /** in `unit`, the median where many were taken */
  value: number;
  unit: string;
  /** the same work done with bare means in the same run */
  floor?: number;
  /** value / floor */
  ratio?: number;
  /** the largest ratio (or value, where there is no floor) that is good enough */
  bar?: number;
  detail?: Record<string, unknown>;
}
