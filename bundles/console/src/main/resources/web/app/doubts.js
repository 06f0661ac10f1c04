// What is doubtful, in an operator's words: doubts, the signs that a transaction was over, how far energy is believed.

import { humanised } from './format.js';

/** Why a case waits: a title and what it means. In the order an operator meets them. */
const DOUBTS = {
  ESTIMATED_END: ['End never reported', 'The station did not say when this ended. The end is estimated from what else it said.'],
  OVERDUE: ['Open for too long', 'It runs for longer than cars stay. Its stop may be lost, or the car is simply still there.'],
  STOP_IGNORED: [
    'Stop accepted, and it goes on',
    'The station accepted a remote stop, and no end came. Ask again, unlock the connector or reset the station; if the car is gone, set the end.',
  ],
  ENERGY_HELD: ['Energy not believed', 'What the meter counted contradicts itself or the power. Until somebody decides, there is no figure.'],
  METER: ['Meter cannot be right', 'A register is impossible or ran backwards. Compare it with the readings.'],
  TIME: ['Time cannot be right', 'The station’s clock was wrong at the start or the end. Our own receive times are beside its times.'],
  TWO_ENDS: ['Ended twice, differently', 'The station reported the end again with other values. The first report counts; the other stands beside it.'],
  NOT_AUTHORIZED: ['Started without permission', 'The card was not accepted, yet the station started: it was offline, or ignores verdicts.'],
  NEWS_AFTER_DECISION: ['News after the decision', 'The station reported the end after somebody had decided. The decision still counts; look whether it should.'],
  UNMATCHED_STOP: ['Stop without a transaction', 'The station stopped a transaction that does not exist here. It may be the lost end of another one.'],
  UNMATCHED_READINGS: [
    'Readings without a transaction',
    'The station sent readings of a transaction that does not exist here. They belong to nothing and were counted nowhere.',
  ],
};

export const doubt = (name) => DOUBTS[name] ?? [humanised(name), 'The timeline shows what happened.'];

export const DOUBT_CHOICES = Object.entries(DOUBTS).map(([name, [title]]) => [name, title]);

/** Signs that a transaction was over, and what they are worth. */
const SIGNS = {
  STATUS_AVAILABLE: ['Connector reported free', 'A sign that the car had left. Not enough alone.'],
  NEW_START: ['Another transaction began here', 'Enough alone: a connector serves one car at a time.'],
  BOOT: ['The station booted', 'Some stations lose their transaction then, some go on. Not enough alone.'],
  METER_IDLE: ['The meter stood still from here on', 'The car may just be full. Not enough alone.'],
  AGE: ['Longer than cars stay', 'A reason to look. Not enough alone.'],
  STOP_ACCEPTED: ['The station accepted a remote stop', 'Accepted only means accepted. Not enough alone.'],
  STOP_UNMATCHED: ['Another stop fits', 'Card, register and time agree with this transaction and no other. Not enough alone.'],
};

export const sign = (kind) => SIGNS[kind] ?? [humanised(kind), ''];

/** How far the energy of a transaction is believed, and by whom it was set. */
export function trust(transaction) {
  if (transaction.decision?.energyWh !== undefined) {
    return `Set by ${transaction.decision.who}`;
  }
  return TRUSTS[transaction.trust] ?? '';
}

const TRUSTS = {
  MEASURED: 'Counted from start to end',
  PARTLY: 'A part of the time no register covers',
  HELD: 'Counted, but not believed',
};
