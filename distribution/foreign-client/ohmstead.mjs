// A running server of the built distribution, in a home of its own, for one test.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const PROGRAM = fileURLToPath(new URL('../target/ohmstead/bin/ohmstead', import.meta.url));

export class Ohmstead {
  /** Starts a server on free ports and signs in as its administrator. */
  static async start() {
    const home = await mkdtemp(path.join(tmpdir(), 'ohmstead-'));
    const process = spawn(PROGRAM, ['run', '--home', home, '--http-port', '0', '--door-port', '0']);
    let complaints = '';
    process.stderr.on('data', (text) => { complaints += text; });
    const server = new Ohmstead(home, process);
    for await (const line of createInterface({ input: process.stdout })) {
      const { ready, console, door } = JSON.parse(line);
      if (ready) {
        server.console = console;
        server.door = door;
        break;
      }
    }
    if (!server.door) {
      throw new Error(`The server did not become ready:\n${complaints}`);
    }
    const password = (await readFile(path.join(home, 'secrets/initial-admin-password'), 'utf8')).trim();
    server.token = (await server.post('/session', { name: 'admin', password, bearer: true })).token;
    return server;
  }

  constructor(home, process) {
    this.home = home;
    this.process = process;
  }

  get(route) {
    return this.#ask('GET', route);
  }

  post(route, body) {
    return this.#ask('POST', route, body);
  }

  delete(route) {
    return this.#ask('DELETE', route);
  }

  async #ask(method, route, body) {
    const response = await fetch(`${this.console}/api/v1${route}`, {
      method,
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${route}: ${response.status} ${text}`);
    }
    return text && JSON.parse(text);
  }

  /** Stops the server cleanly and removes its home. */
  async stop() {
    if (this.process.exitCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
    await rm(this.home, { recursive: true, force: true });
  }
}
