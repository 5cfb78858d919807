import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Element } from './base.js';
import { get, onLiveState, onLoginNeeded, post } from './api.js';
import { onMove, path, takeLinks } from './router.js';
import './views/runs.js';
import './views/run.js';
import './views/functions.js';
import './views/function.js';
import './views/events.js';
import './views/event.js';
import './views/errors.js';
import './views/login.js';
import './views/send.js';

const ROOMS = [
  ['runs', 'Runs'],
  ['functions', 'Functions'],
  ['events', 'Events'],
  ['errors', 'Errors'],
];

const LIGHTS = {
  live: 'live',
  trouble: 'the database does not answer',
  lost: 'not connected',
  idle: '',
};

/** The page: its head, and below it the view that the address names. */
class App extends Element {
  static properties = { session: { state: true }, light: { state: true }, sending: { state: true }, theme: { state: true } };

  constructor() {
    super();
    this.light = 'idle';
    this.theme = localStorage.getItem('stepwell-theme') ?? '';
    this.applyTheme();
    onMove(() => this.requestUpdate());
    onLiveState((light) => { this.light = light; });
    onLoginNeeded(() => this.askSession());
    this.addEventListener('sw-send', (event) => { this.sending = event.detail ?? {}; });
    takeLinks(this);
    this.askSession();
  }

  async askSession() {
    try {
      this.session = await get('api/session');
    } catch (error) {
      this.session = { user: null, loginNeeded: false };
    }
  }

  applyTheme() {
    if (this.theme) {
      document.documentElement.dataset.theme = this.theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  }

  turnTheme() {
    const isDark = this.theme ? this.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    this.theme = isDark ? 'light' : 'dark';
    localStorage.setItem('stepwell-theme', this.theme);
    this.applyTheme();
  }

  async logOut() {
    await post('api/logout');
    this.askSession();
  }

  render() {
    if (!this.session) {
      return nothing;
    } else if (this.session.loginNeeded) {
      return html`<sw-login @entered=${this.askSession}></sw-login>`;
    }
    const [, room, id] = path().match(/^\/([^/]*)\/?(.*)$/).map((part) => decodeURIComponent(part));
    return html`
      <a class="skip" href="#main" @click=${(event) => { event.preventDefault(); this.querySelector('main').focus(); }}>Skip to content</a>
      <header class="top">
        <a class="brand" href="runs"><img src="assets/icon.svg" alt="" width="24" height="24"> Stepwell</a>
        <nav aria-label="Views">${ROOMS.map(([name, title]) => html`<a href=${name} aria-current=${name === (room || 'runs') ? 'page' : 'false'}>${title}</a>`)}</nav>
        <span class="light ${this.light}" role="status">${LIGHTS[this.light]}</span>
        <button type="button" class="quiet" aria-label="Switch between light and dark" title="Light or dark" @click=${this.turnTheme}>◐</button>
        ${this.session.user ? html`<button type="button" class="quiet" @click=${this.logOut}>Log out ${this.session.user}</button>` : nothing}
        <button type="button" class="primary" @click=${() => { this.sending = {}; }}>Send event</button>
      </header>
      <main id="main" tabindex="-1">${keyed(`${room}/${id}`, this.view(room, id))}</main>
      ${this.sending ? html`<sw-send .name=${this.sending.name ?? ''} @close=${() => { this.sending = null; }}></sw-send>` : nothing}`;
  }

  view(room, id) {
    document.title = `${id || ROOMS.find(([name]) => name === (room || 'runs'))?.[1] || 'Not found'} – Stepwell`;
    switch (room) {
      case '':
      case 'runs':
        return id ? html`<sw-run .runId=${id}></sw-run>` : html`<sw-runs></sw-runs>`;
      case 'functions':
        return id ? html`<sw-function .functionId=${id}></sw-function>` : html`<sw-functions></sw-functions>`;
      case 'events':
        return id ? html`<sw-event .eventId=${id}></sw-event>` : html`<sw-events></sw-events>`;
      case 'errors':
        return html`<sw-errors></sw-errors>`;
      default:
        return html`<section class="empty"><h1>There is nothing here</h1><p><a href="runs">To the runs</a></p></section>`;
    }
  }
}
customElements.define('sw-app', App);
