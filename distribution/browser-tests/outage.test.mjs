import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Ohmstead } from '../foreign-client/ohmstead.mjs';
import { assertAccessible, openBrowser, openPage, signIn } from './browser.mjs';
import { brokenStation } from './broken.mjs';

const STATION = { id: 'BROKEN-1', password: 'sixteen-or-more-characters' };
const PERSON = { name: 'eva', password: 'twelve-or-more', role: 'OPERATOR' };
const VIEWER = { name: 'max', password: 'twelve-or-more', role: 'READ_ONLY' };
const EVIDENCE = 'Police report 7';

let ohmstead;
let browser;
let station;

before(async () => {
  ohmstead = await Ohmstead.start();
  await ohmstead.post('/users', PERSON);
  await ohmstead.post('/users', VIEWER);
  await ohmstead.post('/stations', STATION);
  station = await brokenStation(ohmstead, STATION);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await station?.disconnect();
  await ohmstead?.stop();
});

test('a fault is explained where its code is known, and told as it came where not', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, `/stations/${STATION.id}`);
  const plugs = page.getByRole('region', { name: 'Connectors' }).getByRole('listitem');

  await plugs.nth(0).getByText('The cable was cut off.').waitFor();
  await plugs.nth(0).getByText('Dangerous: keep it out of service').waitFor();
  await plugs.nth(0).getByText('Switch the power off', { exact: false }).waitFor();
  await plugs.nth(1).getByText('OtherError · 0xBEEF').waitFor();
  await assertAccessible(page, 'the faults');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('outage is excluded with evidence, shown with what it was, and taken back', async () => {
  const page = await openPage(browser, { timezoneId: 'UTC' });
  await signIn(page, ohmstead, PERSON, `/stations/${STATION.id}`);
  await page.getByRole('button', { name: 'Exclude outage…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Where').selectOption('Connector 1');
  await dialog.getByLabel('To', { exact: true }).fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 16));
  await dialog.getByLabel('Why').selectOption('Vandalism or theft');
  await dialog.getByRole('button', { name: 'Exclude' }).click();
  await dialog.getByText('What shows it is needed.').waitFor();
  await dialog.getByLabel('What shows it').fill(EVIDENCE);
  await dialog.getByRole('button', { name: 'Exclude' }).click();

  await page.getByRole('cell', { name: EVIDENCE }).waitFor();
  const strip = page.getByRole('application', { name: 'Availability of connector 1' });
  assert.match(await strip.getAttribute('aria-label'), /from .+\d\d:\d\d to .+\d\d:\d\d, \w/);
  assert.match(await strip.locator('text').allTextContents().then((marks) => marks.join(' ')), /\d.* now$/);
  await strip.press('End');
  await page.getByText('Vandalism or theft', { exact: false }).first().waitFor();
  const told = await page.locator('.availability .readout').first().textContent();
  assert.match(told, /Excluded \(vandalism or theft: Police report 7; it was faulted\)/);
  await assertAccessible(page, 'the exclusions');
  const viewer = await openPage(browser);
  await signIn(viewer, ohmstead, VIEWER, `/stations/${STATION.id}`);
  await viewer.getByRole('cell', { name: EVIDENCE }).waitFor();
  assert.equal(await viewer.getByRole('button', { name: 'Take back' }).count(), 0);
  await viewer.context().close();

  await page.getByRole('button', { name: 'Take back Vandalism or theft' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('taken back by eva').waitFor();
  await strip.press('End');
  assert.match(await page.locator('.availability .readout').first().textContent(), /^\s*Faulted for/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
