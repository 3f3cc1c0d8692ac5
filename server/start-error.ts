/** Something that keeps the server from starting: one clear sentence for the person at the console, exit code 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
