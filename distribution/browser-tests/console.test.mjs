import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { readFile } from 'node:fs/promises';
import { Ohmstead } from '../foreign-client/ohmstead.mjs';
import { assertAccessible, giveName, openBrowser, openPage, signIn } from './browser.mjs';
import { SimulatedStation } from './station.mjs';

const STATION = 'BROWSER-001';
const PASSWORD = 'sixteen-or-more-characters';
const CARD = '04B0B0B0';
const PERSON = { name: 'eva', password: 'twelve-or-more', role: 'ADMINISTRATOR' };

let ohmstead;
let browser;

before(async () => {
  ohmstead = await Ohmstead.start();
  await ohmstead.post('/users', PERSON);
  await ohmstead.post('/stations', { id: STATION, label: 'Under test', password: PASSWORD });
  await ohmstead.post('/tokens', { value: CARD, label: 'Van 3' });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await ohmstead?.stop();
});

test('a wrong password is refused in words', async () => {
  const page = await openPage(browser);
  await page.goto(ohmstead.console);
  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();

  assert.match(await page.getByRole('alert').textContent(), /wrong/);
  await page.context().close();
});

test('who was on the way to a page gets there after signing in', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, `/stations/${STATION}?view=events`);

  await page.getByRole('heading', { name: STATION }).waitFor();
  await page.getByText('Registered', { exact: true }).first().waitFor();
  assert.equal(new URL(page.url()).search, '?view=events');
  await page.context().close();
});

test('signing in leads to no other server, however the address behind it is written', async () => {
  for (const address of ['/.//elsewhere.example/x', '//elsewhere.example/x', 'http://elsewhere.example', '\\\\elsewhere.example', 'http://[']) {
    const page = await openPage(browser);
    await giveName(page, ohmstead, PERSON, `/sign-in#${address}`);
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    assert.equal(new URL(page.url()).origin, new URL(ohmstead.console).origin, address);
    await page.context().close();
  }
});

test('a password has its blanks, whoever types it where', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/people');
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog');
  const blank = { name: 'ida', password: ' twelve or more ' };
  await dialog.getByLabel('Name').fill(blank.name);
  await dialog.getByLabel('Password').fill(blank.password);
  await dialog.getByRole('button', { name: 'Add user' }).click();
  await page.getByRole('cell', { name: blank.name, exact: true }).waitFor();
  await page.context().close();

  const hers = await openPage(browser);
  await signIn(hers, ohmstead, blank);
  await hers.getByText(blank.name).waitFor();
  await hers.context().close();
});

test('an operator sees a session start and end, opens it, and resets the station', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const row = page.getByRole('listitem').filter({ hasText: STATION }).first();
  await row.getByText('Offline').waitFor();

  const station = SimulatedStation.connect(ohmstead, { prefix: 'BROWSER', password: PASSWORD, token: CARD });
  try {
    await row.getByText('Online').waitFor();
    await row.getByText('Charging').waitFor();
    await row.getByRole('link', { name: 'kWh' }).click();

    await page.getByRole('heading', { name: `Charging at ${STATION}` }).waitFor();
    await page.getByLabel('Power, energy and battery over time').waitFor();
    await page.getByRole('heading', { name: `Transaction at ${STATION}` }).waitFor({ timeout: 90_000 });
    await page.getByText('Ended because').waitFor();
    await page.getByText('Van 3').first().waitFor();

    await page.getByRole('heading').getByRole('link', { name: STATION }).click();
    await page.getByRole('button', { name: 'Reset…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('list', { name: 'Answers of the station' }).getByText('“Accepted”').waitFor();
    await page.getByRole('button', { name: 'Reset answered' }).waitFor();
  } finally {
    await station.disconnect();
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('what a station said is found by its time after it went, and the audit trail is whole', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, `/stations/${STATION}`);
  const halfAnHourAgo = Date.now() - 30 * 60_000 - new Date().getTimezoneOffset() * 60_000;
  await page.getByRole('textbox', { name: 'From' }).fill(new Date(halfAnHourAgo).toISOString().slice(0, 19));
  const boot = page.getByRole('button', { name: 'BootNotification answered' }).first();
  await boot.click();
  await page.getByText('"Accepted"').first().waitFor();

  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('button', { name: 'Check the trail' }).click();
  await page.getByText('The trail is whole').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a station is added, and its password is shown once', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/stations');
  await page.getByRole('button', { name: 'Add station' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Id').fill('not / an id');
  await dialog.getByRole('button', { name: 'Add station' }).click();
  await page.locator('[aria-invalid=true]').waitFor();

  await dialog.getByLabel('Id').fill('NEW-1');
  await dialog.getByRole('button', { name: 'Add station' }).click();
  const secret = page.locator('.secret code');
  assert.ok((await secret.textContent()).length >= 16);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('cell', { name: 'NEW-1', exact: true }).waitFor();
  assert.equal(await secret.count(), 0);
  await page.context().close();
});

test('a station with a wrong password is shown to be refused until it comes in', async () => {
  const id = 'REFUSED-1';
  await ohmstead.post('/stations', { id, password: PASSWORD });
  const knock = async (password) => {
    const headers = {
      connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'x3JJHMbDL1EzLkh9GBhXDw==',
      'sec-websocket-protocol': 'ocpp1.6', authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
    };
    const asked = get(`${ohmstead.door.replace('ws:', 'http:')}/${id}`, { headers });
    const [answer, socket] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
    socket?.destroy();
    return answer.statusCode;
  };
  assert.equal(await knock('not-its-own-password'), 401);
  assert.equal(await knock('neither-is-this-one'), 401);
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, `/stations/${id}`);

  const notice = page.locator('.notice.refused');
  assert.match(await notice.textContent(), /Refused since .*2 tries, wrong password\. The last came from 127\.0\.0\.1/);
  await assertAccessible(page);
  assert.equal(await knock(PASSWORD), 101);
  await notice.waitFor({ state: 'detached' });
  await page.context().close();
});

test('stations are imported as a spreadsheet wrote them, and of passwords it would take for formulas is warned', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/stations');
  const dialog = page.getByRole('dialog');
  const importing = async (csv) => {
    await page.getByRole('button', { name: 'Import…' }).click();
    await dialog.getByLabel('Or paste here').fill(csv);
    await dialog.getByRole('button', { name: 'Import 1 stations' }).click();
    await dialog.getByRole('link', { name: 'Save passwords' }).waitFor();
  };

  await importing('id;password;label\nSHEET-1;a-password-of-16-letters;Gate, left\n');
  assert.equal(await dialog.getByText('takes for a formula').count(), 0);
  await page.getByRole('button', { name: 'I have them' }).click();
  await page.getByRole('cell', { name: 'Gate, left' }).waitFor();

  await importing('id,password\nSHEET-2,=a-password-of-16-letters\n');
  await dialog.getByText('takes for a formula').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: 'Save passwords' }).click()]);
  assert.match(await readFile(await file.path(), 'utf8'), /^SHEET-2,=a-password-of-16-letters$/m);
  await page.context().close();
});

test('cards are imported all or none, and the wrong line is named', async () => {
  const page = await openPage(browser);
  await signIn(page, ohmstead, PERSON, '/cards');
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Or paste here').fill('value,label,expires\n04AAAA,Bus,\n04BBBB,Van,never\n');
  await dialog.getByRole('button', { name: 'Import 2 cards' }).click();
  assert.match(await dialog.getByRole('alert').textContent(), /Nothing was imported.*Line 3/s);

  await dialog.getByLabel('Or paste here').fill('value,label,expires\n04AAAA,Bus,\n04BBBB,Van,2030-01-01T00:00:00Z\n');
  await dialog.getByRole('button', { name: 'Import 2 cards' }).click();
  await page.getByRole('cell', { name: '04BBBB', exact: true }).waitFor();
  await page.context().close();
});

test('who only sees is offered no change', async () => {
  const viewer = { name: 'max', password: 'twelve-or-more', role: 'READ_ONLY' };
  await ohmstead.post('/users', viewer);
  const page = await openPage(browser);
  await signIn(page, ohmstead, viewer);
  for (const address of ['/', '/stations', `/stations/${STATION}`, `/stations/${STATION}?view=settings`, '/transactions', '/review', '/cards']) {
    await page.goto(ohmstead.console + address);
    await page.locator('main h1').waitFor();
    assert.deepEqual(await changesOffered(page), [], address);
  }
  await page.getByText('max').click();
  await page.getByText('Read only').waitFor();
  assert.equal(await page.getByRole('link', { name: 'People' }).count(), 0);
  for (const address of ['/people', '/audit']) {
    await page.goto(ohmstead.console + address);
    await page.getByRole('heading', { name: 'That is for administrators.' }).waitFor();
    assert.deepEqual(await changesOffered(page), [], address);
  }

  const refused = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/stations', {
      method: 'POST',
      headers: { 'X-Ohmstead': '1', 'Content-Type': 'application/json' },
      body: '{"id":"NEW-2"}',
    });
    return [answer.status, (await answer.json()).detail];
  });
  assert.deepEqual(refused, [403, 'Your role is read only: it sees this, but may not change it.']);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

/** The buttons of a page, but for those that only choose what it shows. */
async function changesOffered(page) {
  const names = await page.locator('main button:not([aria-pressed]):visible').allTextContents();
  return names.map((name) => name.trim()).filter((name) => name !== 'Look again' && name !== 'Show more');
}

for (const [scheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`every page is accessible, ${scheme} and ${width} pixels wide`, async () => {
    const page = await openPage(browser, { colorScheme: scheme, viewport: { width, height: 800 } });
    await page.goto(ohmstead.console);
    await assertAccessible(page, 'sign-in');
    await signIn(page, ohmstead, PERSON);
    for (const address of ['/', '/stations', `/stations/${STATION}`, '/transactions', '/review', '/cards', '/people', '/audit']) {
      await page.goto(ohmstead.console + address);
      await page.locator('main h1').waitFor();
      await assertAccessible(page, address);
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
