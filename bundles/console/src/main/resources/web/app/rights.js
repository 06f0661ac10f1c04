// What whoever is signed in may do. The server decides; the console only leaves out what it would refuse.

export const ROLES = { READ_ONLY: 'Read only', OPERATOR: 'Operator', ADMINISTRATOR: 'Administrator' };

let role;

/** Tells who is signed in. */
export function useRole(given) {
  role = given;
}

export const isAdministrator = () => role === 'ADMINISTRATOR';

/** Whether anything may be changed; who only sees is not offered to. */
export const mayChange = () => isAdministrator() || role === 'OPERATOR';
