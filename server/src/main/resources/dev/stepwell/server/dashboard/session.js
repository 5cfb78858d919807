import { get } from './api.js';

/** The session, requested before the other modules are there. */
export const firstSession = get('api/session');
firstSession.catch(() => {}); // The page handles it.

let mayDecodeNow = false;

/** Stores what the user may do. */
export function enter({ mayDecode }) {
  mayDecodeNow = mayDecode === true;
}

/** Whether the user may see decoded payloads. */
export function mayDecode() {
  return mayDecodeNow;
}
