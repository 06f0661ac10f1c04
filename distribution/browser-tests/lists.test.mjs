import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Ohmstead } from '../foreign-client/ohmstead.mjs';
import { giveName, openBrowser, openPage, signIn } from './browser.mjs';
import { LongStay } from './long-stay.mjs';

const STATION = { id: 'LONG-STAY', password: 'sixteen-or-more-characters' };
const PERSON = { name: 'eva', password: 'twelve-or-more', role: 'ADMINISTRATOR' };
const MANY = 150;
const READINGS = 5_100;
const NEWS_AFTERWARDS = 1_100;

let ohmstead;
let browser;

before(async () => {
  ohmstead = await Ohmstead.start();
  await ohmstead.post('/users', PERSON);
  await ohmstead.post('/stations', STATION);
  for (let i = 0; i < MANY; i++) {
    await ohmstead.post('/stations', { id: `S-${String(i).padStart(3, '0')}` });
  }
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await ohmstead?.stop();
});

test('a list that loads again is as long as before', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/stations');
  const rows = page.getByRole('group', { name: 'Registered stations' }).locator('tbody tr');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('link', { name: 'S-149' }).waitFor();
  const seen = await rows.count();
  assert.equal(seen, MANY + 1);

  await ohmstead.delete('/stations/S-007');
  await page.getByRole('link', { name: 'S-007' }).waitFor({ state: 'detached' });
  assert.equal(await rows.count(), seen - 1);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the answer to what was typed before does not replace that to what was typed last', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/stations');
  const [asked, release] = await held(page, '**/api/v1/stations?search=S-0&*');
  const search = page.getByRole('searchbox', { name: 'Search stations' });
  await search.fill('S-0');
  const early = await asked;
  await search.fill('S-012');
  const rows = page.getByRole('group', { name: 'Registered stations' }).locator('tbody tr');
  await rows.filter({ hasText: 'S-013' }).waitFor({ state: 'detached' });
  assert.equal(await rows.count(), 1);

  await release();
  await early.response();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await rows.count(), 1);
  await page.context().close();
});

/** Holds the requests of an address: the first of them, and a function that lets them go. */
async function held(page, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const asked = new Promise((resolve) => {
    page.route(address, async (route) => {
      resolve(route.request());
      await released;
      await route.continue();
    });
  });
  return [asked, release];
}

test('a long stay is shown to its end, with what happened, however much came after it', async () => {
  const station = await LongStay.connect(ohmstead, STATION);
  try {
    await station.charges(READINGS);
    await station.reports(NEWS_AFTERWARDS);
  } finally {
    await station.disconnect();
  }
  const { items } = await ohmstead.get(`/transactions?station=${STATION.id}`);
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, `/transactions/${items[0].id}`);

  await page.getByText('5,100 readings as the meter said them').waitFor();
  await page.locator('.timeline').getByText('reports Charging').waitFor();

  await page.goto(`${ohmstead.console}/stations/${STATION.id}?view=events`);
  const events = page.locator('.events li');
  await page.getByRole('button', { name: 'Show more' }).click();
  await events.nth(150).waitFor();
  assert.equal(await events.count(), 200);
  assert.equal(await page.getByText('A reading stored').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('seven tabs are open and each works', async () => {
  const first = await openPage(browser);
  await signIn(first, ohmstead, PERSON);
  await first.getByRole('link', { name: 'S-001' }).waitFor();
  let shown = first;
  for (let tab = 2; tab <= 7; tab++) {
    await setHidden(shown, true);
    shown = await first.context().newPage();
    await shown.goto(ohmstead.console);
    await shown.getByRole('link', { name: 'S-001' }).waitFor();
  }

  await ohmstead.post('/stations', { id: 'MEANWHILE' });
  await shown.getByRole('link', { name: 'MEANWHILE' }).waitFor();
  assert.equal(await first.getByRole('link', { name: 'MEANWHILE' }).count(), 0);
  await setHidden(shown, true);
  await setHidden(first, false);
  await first.getByRole('link', { name: 'MEANWHILE' }).waitFor();
  await first.context().close();
});

test('what happens while the overview loads is on it', async () => {
  const page = await openPage(browser);
  await listening(page);
  const [answered, release] = await answerHeld(page, '**/api/v1/stations?*');
  await giveName(page, ohmstead, PERSON, '/');
  await answered;

  await ohmstead.post('/stations', { id: 'WHILE-LOADING' });
  await hears(page, 'WHILE-LOADING');
  await release();
  await page.getByRole('link', { name: 'WHILE-LOADING' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('what happens between the load of the overview and a late stream is on it', async () => {
  const other = await openPage(browser);
  await listening(other);
  await signIn(other, ohmstead, PERSON);
  const page = await openPage(browser);
  const [asked, release] = await held(page, '**/api/v1/events?*');
  await signIn(page, ohmstead, PERSON);
  await asked;
  await page.getByRole('link', { name: 'S-001' }).waitFor();

  await ohmstead.post('/stations', { id: 'BEFORE-THE-STREAM' });
  await hears(other, 'BEFORE-THE-STREAM');
  await release();
  await page.getByRole('link', { name: 'BEFORE-THE-STREAM' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
  await other.context().close();
});

/** Lets the page's live events of stations be seen here, too, whatever the page does with them. */
function listening(page) {
  return page.addInitScript(() => {
    globalThis.heard = [];
    globalThis.EventSource = class extends EventSource {
      constructor(address) {
        super(address);
        this.addEventListener('station', ({ data }) => globalThis.heard.push(data));
      }
    };
  });
}

function hears(page, station) {
  return page.waitForFunction((id) => globalThis.heard.some((data) => data.includes(id)), station);
}

/** Holds the answers of an address, as they were when they were given: that there is one, and a function that lets them go. */
async function answerHeld(page, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const answered = new Promise((resolve) => {
    page.route(address, async (route) => {
      const response = await route.fetch();
      resolve();
      await released;
      await route.fulfill({ response });
    });
  });
  return [answered, release];
}

/** As a browser does it when another tab is chosen; without a screen all of them count as seen. */
function setHidden(page, hidden) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
