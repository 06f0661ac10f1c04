// What the console makes of numbers and times, in the languages of two readers; no browser is needed for that.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const SOURCE = new URL('../../bundles/console/src/main/resources/web/app/format.js', import.meta.url);

/** The module as a browser of that language has it. */
async function formatFor(language) {
  Object.defineProperty(globalThis, 'navigator', { value: { language }, configurable: true });
  const text = `${await readFile(SOURCE, 'utf8')}\n// ${language}`;
  const format = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  format.useSites([{ id: 'default', zone: 'Europe/Amsterdam' }]);
  return format;
}

const english = await formatFor('en-GB');
const german = await formatFor('de-DE');

test('a typed number is read with the decimal sign of the reader, and with the other where it cannot be a thousand', () => {
  for (const [text, value] of [['7.25', 7.25], ['7,25', 7.25], ['12', 12], [' 0,234 ', 0.234], ['1234,5', 1234.5], ['0', 0]]) {
    assert.deepEqual(english.read(text), { value }, text);
    assert.deepEqual(german.read(text), { value }, text);
  }
  assert.deepEqual(english.read('1.234'), { value: 1.234 });
  assert.deepEqual(german.read('1,234'), { value: 1.234 });
});

test('what can be a thousand or a thousandth is not guessed', () => {
  assert.deepEqual(english.read('1,234'), { wrong: 'can be read in two ways: write 1234 or 1.234' });
  assert.deepEqual(german.read('1.234'), { wrong: 'can be read in two ways: write 1234 or 1,234' });
});

test('what is no plain number is refused', () => {
  for (const text of ['', '-1', '1,234.5', '1.234,5', '1 234', '1e3', '0x10', '7.', '.5', 'seven']) {
    assert.match(english.read(text).wrong ?? '', /^is a number such as 7\.25/, text);
  }
});

test('a field shows a number as it is read', () => {
  for (const format of [english, german]) {
    assert.deepEqual(format.read(format.typed(5.253)), { value: 5.253 });
  }
});

test('an instant no calendar has stays as it was told', () => {
  for (const impossible of ['+1000000000-12-31T23:59:59.999999999Z', '', 'yesterday']) {
    for (const write of ['time', 'clock', 'hourMinute', 'full', 'date', 'dateTime', 'ago']) {
      assert.equal(english[write](impossible, 'default'), impossible, write);
    }
    assert.equal(english.isoDay(impossible, 'default'), '');
    assert.equal(english.isPlausible(impossible), false);
  }
  assert.equal(english.duration(Number.NaN), '–');
});

test('a time of another year says which', () => {
  const year = new Date().getUTCFullYear();
  assert.match(english.time(`${year - 1}-03-02T10:00:00Z`, 'default'), new RegExp(`2 Mar ${year - 1},? 11:00:00`));
  assert.equal(english.time('1970-01-01T00:00:00Z', 'default'), '1 Jan 1970 01:00:00');
  const midYear = english.time(new Date(Date.UTC(year, new Date().getUTCMonth() === 5 ? 4 : 5, 15, 10)).toISOString(), 'default');
  assert.doesNotMatch(midYear, new RegExp(String(year)));
});
