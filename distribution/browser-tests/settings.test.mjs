import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ohmstead } from '../foreign-client/ohmstead.mjs';
import { assertAccessible, openBrowser, openPage, signIn } from './browser.mjs';

const EVA = { name: 'eva', password: 'twelve-or-more', role: 'ADMINISTRATOR' };
const OTTO = { name: 'otto', password: 'twelve-or-more', role: 'OPERATOR' };
const STATIONS = 'org.ohmstead.stations';

let ohmstead;
let browser;

before(async () => {
  ohmstead = await Ohmstead.start();
  await ohmstead.post('/users', EVA);
  await ohmstead.post('/users', OTTO);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await ohmstead?.stop();
});

const file = (pid) => path.join(ohmstead.home, 'config', `${pid}.cfg`);

async function open(address, options = {}, person = EVA) {
  const page = await openPage(browser, options);
  await signIn(page, ohmstead, person, address);
  return page;
}

async function close(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

test('what may be chosen has words, also where the server has none but the value', async () => {
  const page = await open('/settings/org.ohmstead.alerts~faulted');
  const watches = page.getByLabel('Watches watches');
  await watches.waitFor();
  assert.equal(await watches.evaluate((select) => select.selectedOptions[0].label), 'FAULTED');
  await close(page);
});

test('a setting is changed in its form, counts without a restart, and is brought back', async () => {
  const page = await open('/settings');
  await page.getByRole('link', { name: 'Stations', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Settings · Stations' }).waitFor();

  await page.getByLabel('Retry seconds retrySeconds').fill('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Retry seconds is a whole number from 10 to 86400.').waitFor();
  assert.match(await readFile(file(STATIONS), 'utf8'), /^retrySeconds = 60$/m);

  await page.getByLabel('Retry seconds retrySeconds').fill('90');
  await page.getByLabel('Heartbeat seconds heartbeatSeconds').fill('600');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('without a restart').waitFor();
  await page.getByText('for each station when that boots').waitFor();
  const written = await readFile(file(STATIONS), 'utf8');
  assert.match(written, /^# What stations are told when they boot/);
  assert.match(written, /^retrySeconds = 90$/m);
  await assertAccessible(page, 'the form');

  await page.getByText('by eva').waitFor();
  await page.getByText('+ retrySeconds = 90').waitFor();
  await page.getByRole('button', { name: 'Bring back change' }).first().click();
  await page.getByText('Brought back.').waitFor();
  assert.match(await readFile(file(STATIONS), 'utf8'), /^retrySeconds = 60$/m);
  await close(page);
});

test('a mistake in a file is shown with its line, and a file that changed meanwhile is not overwritten', async () => {
  const page = await open(`/settings/${STATIONS}`);
  await page.getByLabel('Retry seconds retrySeconds').fill('70');
  const before = await readFile(file(STATIONS), 'utf8');
  await writeFile(file(STATIONS), '# mine\nretrySecond = 80\n');

  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody changed this file meanwhile.').waitFor();
  assert.equal(await readFile(file(STATIONS), 'utf8'), '# mine\nretrySecond = 80\n');

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByText('line 2:').waitFor();
  await page.getByText('perhaps retrySeconds is meant').waitFor();
  await page.getByText('Has a mistake').waitFor();
  await assertAccessible(page, 'the list with a mistake');
  await writeFile(file(STATIONS), before);
  await close(page);
});

test('one of several is made and removed, on a phone and in the dark', async () => {
  const page = await open('/settings', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await assertAccessible(page, 'the list on a phone');
  await page.getByRole('button', { name: 'Add to Error codes of a vendor' }).click();
  await page.getByLabel('Name').fill('../acme');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('1 to 64 letters').waitFor();
  await page.getByLabel('Name').fill('acme');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByText('which is not written yet').waitFor();
  await page.getByLabel('Vendor vendor').fill('Acme');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  assert.equal(await readFile(file('org.ohmstead.stations.faults~acme'), 'utf8'), 'vendor = Acme\n');
  await assertAccessible(page, 'the form on a phone');

  await page.getByRole('button', { name: 'Remove file…' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('which is not written yet').waitFor();
  await assert.rejects(readFile(file('org.ohmstead.stations.faults~acme')));
  await close(page);
});

test('an option of the start is said to win, and a secret is not shown', async () => {
  const page = await open('/settings/org.ohmstead.http');
  await page.getByText('An option that was given at the start wins').waitFor();
  await page.getByText('A change closes this port and opens it anew.').first().waitFor();
  const http = file('org.ohmstead.http');
  await writeFile(http, (await readFile(http, 'utf8')) + '# keystorePassword = open sesame\n'); // the port stays open
  while ((await ohmstead.get('/settings/org.ohmstead.http/history')).items.length < 2); // as often as it answers
  await page.reload();
  await page.getByText('+ # keystorePassword = ***').waitFor();
  assert.doesNotMatch(await page.content(), /sesame/);
  await close(page);
});

test('who is no administrator has no such page', async () => {
  const page = await open('/', {}, OTTO);
  assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).count(), 0);
  await page.goto(`${ohmstead.console}/settings`);
  await page.getByText('administrator').first().waitFor();
  await close(page);
});
