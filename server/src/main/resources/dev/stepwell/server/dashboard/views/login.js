import { html } from 'lit';
import { Element } from '../base.js';
import { post } from '../api.js';
import { problem } from '../parts/small.js';

/** The login form. */
class Login extends Element {
  static properties = { error: { state: true }, isBusy: { state: true } };

  firstUpdated() {
    this.querySelector('input').focus();
  }

  async enter(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.isBusy = true;
    try {
      await post('api/login', { user: form.get('user'), password: form.get('password') });
      this.dispatchEvent(new CustomEvent('entered'));
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  render() {
    return html`<main class="login"><form class="pane" @submit=${this.enter}>
      <h1><img src="assets/icon.svg" alt="" width="28" height="28"> Stepwell</h1>
      ${problem(this.error)}
      <label>User <input name="user" autocomplete="username" required></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"
        required></label>
      <button type="submit" class="primary" ?disabled=${this.isBusy}>Log in</button></form></main>`;
  }
}
customElements.define('sw-login', Login);
