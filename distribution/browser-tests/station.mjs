// The simulator's command line: one station at which cars come and go, an hour of theirs in a minute of ours.
import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const TARGET = fileURLToPath(new URL('../../plugins-sdk/simulator/target/', import.meta.url));

export class SimulatedStation {
  /** @param ohmstead the running server; its Java runs the simulator too */
  static connect(ohmstead, { prefix, password, token }) {
    const java = readlinkSync(`/proc/${ohmstead.process.pid}/exe`);
    const jar = readdirSync(TARGET).find((name) => /^org\.ohmstead\.simulator-[^-]+(-SNAPSHOT)?\.jar$/.test(name));
    return new SimulatedStation(
      spawn(java, [
        '-jar', path.join(TARGET, jar), 'fleet',
        '--door', ohmstead.door,
        '--stations', '1',
        '--prefix', prefix,
        '--password', password,
        '--tokens', token,
        '--time-factor', '60',
        '--duration', '3m',
        '--sessions-per-hour', '4',
      ], { stdio: 'ignore' }),
    );
  }

  constructor(process) {
    this.process = process;
  }

  async disconnect() {
    if (this.process.exitCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
  }
}
