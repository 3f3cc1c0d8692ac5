/**
 * The sizes and themes in which screens are judged: every one with GERAI_ALL_VIEWS=1 (`npm run e2e:views`), else the
 * first, so that the gate stays short. The suites begin with different ones.
 */
export function views<View>(all: readonly View[]): readonly View[] {
  return process.env.GERAI_ALL_VIEWS ? all : all.slice(0, 1);
}
