import { html, nothing, svg } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Element } from './base.js';
import { get, onLoginNeeded, post } from './api.js';
import { duration, isUtc, localZone, setUtc, visible } from './format.js';
import { onLiveState } from './live/live.js';
import { onMove, place, takeLinks } from './router.js';
import { problem } from './parts/small.js';
import { enter, firstSession } from './session.js';
import './views/runs.js';
import './views/run.js';
import './views/functions.js';
import './views/function.js';
import './views/events.js';
import './views/event.js';
import './views/errors.js';
import './views/limits.js';
import './views/login.js';
import './views/send.js';

/** Drawn, for not every font has the character. */
const HALF = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${svg`<circle
  cx="8" cy="8" r="6"></circle><path d="M8 2a6 6 0 0 1 0 12z"></path>`}</svg>`;

const ROOMS = [
  ['runs', 'Runs'],
  ['functions', 'Functions'],
  ['events', 'Events'],
  ['errors', 'Errors'],
  ['limits', 'Limits'],
];

const LIGHTS = {
  live: 'live',
  lost: 'not connected',
  connecting: 'connecting…',
  idle: '',
};

/** What the server says of the database begins so. */
const DATABASE = 'the database';

/** The page: its head, and below it the view that the address names. */
class App extends Element {
  static properties = {
    session: { state: true },
    light: { state: true },
    sending: { state: true },
    theme: { state: true },
  };

  constructor() {
    super();
    this.light = { word: 'idle', old: 0 };
    this.theme = localStorage.getItem('stepwell-theme') ?? '';
    this.applyTheme();
    onMove(() => this.requestUpdate());
    onLiveState((light) => this.shine(light));
    onLoginNeeded(() => this.askSession());
    this.addEventListener('sw-send', (event) => { this.sending = event.detail ?? {}; });
    takeLinks(this);
    this.takeSession(firstSession);
  }

  askSession() {
    return this.takeSession(get('api/session'));
  }

  async takeSession(asked) {
    try {
      const session = await asked;
      enter(session);
      this.session = session;
    } catch {
      this.session = { user: null, loginNeeded: false };
    }
  }

  /** The page as the server sent it stays until there is something to show in its place. */
  updated() {
    if (this.session) {
      document.getElementById('shell')?.remove();
    }
  }

  /** The page is drawn anew only if its light changes: views are drawn by themselves. */
  shine({ word, old, says = '' }) {
    const seconds = Math.floor(old / 1000);
    const { light } = this;
    if (word !== light.word || seconds !== light.seconds || says !== light.says) {
      this.light = { word, seconds, says };
    }
  }

  /** The light in words: it blames the database only for what is its fault. */
  lightWords() {
    const { word, seconds, says } = this.light;
    if (word === 'stale') {
      return `${duration(seconds * 1000)} old`;
    } else if (word === 'trouble') {
      return says.startsWith(DATABASE) ? `${DATABASE} does not respond` : 'not up to date';
    }
    return LIGHTS[word];
  }

  applyTheme() {
    if (this.theme) {
      document.documentElement.dataset.theme = this.theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  }

  turnTheme() {
    const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const isDark = this.theme ? this.theme === 'dark' : prefersDark;
    this.theme = isDark ? 'light' : 'dark';
    localStorage.setItem('stepwell-theme', this.theme);
    this.applyTheme();
  }

  /** Every time on the page is drawn anew. */
  turnZone() {
    setUtc(!isUtc());
    this.requestUpdate();
    const redraw = (element) => element.requestUpdate?.();
    this.querySelectorAll('*').forEach(redraw);
  }

  enter() {
    this.logoutProblem = null;
    this.askSession();
  }

  async logOut() {
    try {
      await post('api/logout');
      this.logoutProblem = null;
    } catch (error) {
      this.logoutProblem = new Error(
        'the server did not confirm the logout, so the session may still be valid: '
        + error.message);
    }
    this.askSession();
  }

  render() {
    if (!this.session) {
      return nothing;
    } else if (this.session.loginNeeded) {
      return html`${problem(this.logoutProblem)}
        <sw-login @entered=${() => this.enter()}></sw-login>`;
    }
    const { room, id } = place();
    const skip = (event) => {
      event.preventDefault();
      this.querySelector('main').focus();
    };
    return html`
      <a class="skip" href="#main" @click=${skip}>Skip to content</a>
      ${this.head(room || 'runs')}
      ${this.staleness()}
      ${problem(this.logoutProblem)}
      <main id="main" tabindex="-1">${keyed(`${room}/${id}`, this.view(room, id))}</main>
      ${this.sending
        ? html`<sw-send .name=${this.sending.name ?? ''}
            @close=${() => { this.sending = null; }}></sw-send>`
        : nothing}`;
  }

  head(room) {
    const zone = isUtc() ? 'UTC' : localZone();
    return html`<header class="top">
      <a class="brand" href="runs" aria-label="Stepwell"><img src="assets/icon.svg" alt=""
        width="24" height="24">
        <span class="word">Stepwell</span></a>
      <nav aria-label="Views">${ROOMS.map(([name, title]) => html`<a href=${name}
        aria-current=${name === room ? 'page' : 'false'}>${title}</a>`)}</nav>
      <span class="light ${this.light.word}" role="status">${this.lightWords()}</span>
      <button type="button" class="quiet" aria-label="Time zone: ${zone}. Switch"
        title="Switch between UTC and ${localZone()}" @click=${this.turnZone}>${zone}</button>
      <button type="button" class="quiet theme" aria-label="Switch between light and dark"
        title="Light or dark" @click=${this.turnTheme}>${HALF}</button>
      ${this.session.user
        ? html`<button type="button" class="quiet" @click=${this.logOut}>Log out
            ${visible(this.session.user)}</button>`
        : nothing}
      <button type="button" class="primary"
        @click=${() => { this.sending = {}; }}>Send event</button>
    </header>`;
  }

  /** What is shown is called old as soon as it may be. */
  staleness() {
    const { word, seconds, says } = this.light;
    if (word === 'trouble') {
      return html`<p class="staleness">${visible(says[0].toUpperCase() + says.slice(1))}. What you
        see may be out of date.</p>`;
    }
    const why = {
      stale: 'The server has sent nothing',
      lost: 'The server cannot be reached',
    }[word];
    return why
      ? html`<p class="staleness">${why}${seconds > 0
          ? html` for <span class="number">${duration(seconds * 1000)}</span>`
          : nothing}. What you see may be out of date.</p>`
      : nothing;
  }

  view(room, id) {
    const title = ROOMS.find(([name]) => name === (room || 'runs'))?.[1];
    if (this.titled !== `${room}/${id}`) {
      this.titled = `${room}/${id}`;
      document.title = `${visible(id) || title || 'Not found'} – Stepwell`;
    }
    switch (room) {
      case '':
      case 'runs':
        return id ? html`<sw-run .runId=${id}></sw-run>` : html`<sw-runs></sw-runs>`;
      case 'functions':
        return id
          ? html`<sw-function .functionId=${id}></sw-function>`
          : html`<sw-functions></sw-functions>`;
      case 'events':
        return id ? html`<sw-event .eventId=${id}></sw-event>` : html`<sw-events></sw-events>`;
      case 'errors':
        return html`<sw-errors></sw-errors>`;
      case 'limits':
        return html`<sw-limits></sw-limits>`;
      default:
        return html`<section class="empty"><h1>Page not found</h1>
          <p><a href="runs">Show the runs</a></p></section>`;
    }
  }
}
customElements.define('sw-app', App);
