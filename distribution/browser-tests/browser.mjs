// Debian's Chromium with nothing of its own to do on the network, and a page that must not complain.
import { chromium } from 'playwright-core';
import axe from 'axe-core';
import assert from 'node:assert/strict';

/** A busy build machine is slow; a test that hangs is rare. */
const PATIENCE_MILLIS = 60_000;

export function openBrowser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page; `complaints` gathers what its scripts throw and what its content security policy refuses. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MILLIS);
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
      page.complaints.push(message.text());
    }
  });
  return page;
}

/** Signs a person in on the way to an address. */
export async function signIn(page, ohmstead, person, address = '/') {
  await giveName(page, ohmstead, person, address);
  await page.locator('ohm-app main h1').waitFor();
}

/** The same, wherever it leads. */
export async function giveName(page, ohmstead, person, address) {
  await page.goto(ohmstead.console + address);
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Fails if axe finds anything that keeps people out, or if the page is wider than the screen. */
export async function assertAccessible(page, name) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join('; ')}`);
  assert.deepEqual(found, [], name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${name} is ${overflow} pixels wider than the screen`);
}
