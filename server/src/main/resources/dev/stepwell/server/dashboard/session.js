import { get } from './api.js';

/** The session, requested before the other modules are there. */
export const firstSession = get('api/session');
firstSession.catch(() => {}); // The page handles it.
