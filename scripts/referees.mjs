import { spawnSync } from 'node:child_process';

/** Programs that know nothing of our code and read back what it printed, by the package that has them. */
const REFEREES = { zbarimg: 'zbar-tools', pdftotext: 'poppler-utils' };

/** Where packages can be installed, installs what is missing; elsewhere those tests are skipped by name. */
export function installReferees() {
  const missing = Object.keys(REFEREES).filter((program) => spawnSync(program, ['--version']).error);
  if (missing.length === 0 || process.getuid?.() !== 0) return;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' };
  const packages = missing.map((program) => REFEREES[program]);
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  if (install().status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], options);
    install();
  }
}
