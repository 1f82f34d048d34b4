/** `npm run test:zones [vitest arguments]`: the suite in host time zones that break careless date code. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './package-entries.js';

/** UTC; no daylight saving; a half-hour offset with daylight saving; across the date line, with a day that never was. */
const zones = ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia'];

const failed = zones.filter((zone) => {
  process.stdout.write(`\nTZ=${zone}\n`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: zone },
  });
  return status !== 0;
});

process.stdout.write(failed.length === 0 ? `\npassed in ${zones.join(', ')}\n` : `\nfailed in ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
