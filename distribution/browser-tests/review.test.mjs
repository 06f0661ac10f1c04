import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Ohmstead } from '../foreign-client/ohmstead.mjs';
import { assertAccessible, openBrowser, openPage, signIn } from './browser.mjs';
import { ForgetfulStation } from './forgetful.mjs';

const STATION = { id: 'FORGETFUL-1', password: 'sixteen-or-more-characters' };
const CARD = '04B0B0B0';
const PERSON = { name: 'eva', password: 'twelve-or-more', role: 'ADMINISTRATOR' };
const REASON = 'The driver sent a photo of the display.';

let ohmstead;
let browser;

before(async () => {
  ohmstead = await Ohmstead.start();
  await ohmstead.post('/users', PERSON);
  await ohmstead.post('/stations', STATION);
  await ohmstead.post('/tokens', { value: CARD, label: 'Van 3' });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await ohmstead?.stop();
});

test('a stop that never came appears in the review, is decided with a reason, and both values stay', async () => {
  const page = await openPage(browser, { timezoneId: 'UTC' });
  await signIn(page, ohmstead, PERSON, '/review');
  await page.getByText('Nothing waits for a decision').waitFor();

  const station = await ForgetfulStation.connect(ohmstead, STATION);
  const began = Math.floor((Date.now() - 3 * 3_600_000) / 60_000) * 60_000;
  try {
    await station.charges(CARD, 10_000, began);
    await station.charges(CARD, 15_500, began + 3_600_000);
  } finally {
    await station.disconnect();
  }

  await page.getByRole('link', { name: 'Review 1 waiting' }).waitFor();
  await assertAccessible(page, 'the list');
  await page.getByRole('link', { name: 'End never reported' }).click();
  await page.getByRole('heading', { name: `Transaction at ${STATION.id}` }).waitFor();
  await page.getByText('Another transaction began here').waitFor();
  await decide(page);

  await page.getByText('Settled').waitFor();
  await page.getByText(`“${REASON}”`).waitFor();
  await assertAccessible(page, 'the case');
  await page.getByRole('navigation').getByRole('link', { name: 'Review', exact: true }).waitFor(); // nothing waits any more

  await page.getByRole('link', { name: 'Open the transaction' }).click();
  await page.getByText('Decided by eva').waitFor();
  const values = page.getByRole('group', { name: 'Original and decided values' });
  assert.match(await values.getByRole('row', { name: 'End' }).textContent(), /estimated/);
  assert.match(await values.getByRole('row', { name: 'Energy' }).textContent(), /5\.50\skWh.*5\.25\skWh/s);
  await assertAccessible(page, 'the transaction');

  await page.goto(`${ohmstead.console}/audit`);
  assert.match(await page.getByRole('row', { name: 'review.decide' }).textContent(), new RegExp(REASON));
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('of two ends that differ both are shown, side by side', async () => {
  const station = await ForgetfulStation.connect(ohmstead, STATION);
  try {
    await station.endsTwice(CARD, 1000, 1100, 5100, Date.now() - 60_000);
  } finally {
    await station.disconnect();
  }
  const page = await openPage(browser, { timezoneId: 'UTC', viewport: { width: 390, height: 844 } });
  await signIn(page, ohmstead, PERSON, '/review');
  await page.getByRole('link', { name: 'Ended twice, differently' }).click();

  const ends = page.getByRole('group', { name: 'Ends the station told' });
  assert.match(await ends.getByRole('row', { name: 'Register' }).textContent(), /1,100\sWh.*5,100\sWh/s);
  await page.getByText('Ended again, differently').waitFor();
  assert.equal(await page.getByText('fitted nothing').count(), 0);
  await assertAccessible(page, 'the case of two ends');

  const id = new URL(page.url()).pathname.split('/').at(-1);
  const { review, reports } = await page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/reviews/${id}`);
  assert.deepEqual([review.transaction.meterStopWh, ...reports.map(({ registerWh }) => registerWh)], [1100, 5100]);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

/** First with an energy that may be two, then without a reason: each is refused at its field. */
async function decide(page) {
  await page.getByLabel('Set end and energy').check();
  await page.getByLabel('Energy in kWh').fill('1,234');
  await page.getByText('The energy can be read in two ways: write 1234 or 1.234.').waitFor(); // before anybody decides
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByText('This cannot be decided so.').waitFor();
  await page.getByLabel('Energy in kWh').fill('5,25');
  await page.getByText('Will count as 5.250\u00a0kWh').waitFor();
  const end = page.getByLabel('End', { exact: true });
  const estimated = Date.parse(`${await end.inputValue()}Z`);
  await end.fill(new Date(estimated - 29 * 60_000).toISOString().slice(0, 16));
  await page.getByRole('button', { name: 'Decide' }).click();
  await page.getByText('The reason is missing.').waitFor();
  await page.getByLabel('Reason').fill(REASON);
  await page.getByRole('button', { name: 'Decide' }).click();
}
