import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { post } from '../api.js';
import { count } from '../format.js';
import { problem } from '../parts/small.js';
import '../parts/dialog.js';

const WORDS = {
  cancel: { verb: 'Cancel', done: 'cancelled', which: 'that have not ended', one: 'that has not ended' },
  rerun: { verb: 'Rerun', done: 'started again', which: 'that have ended', one: 'that has ended' },
};

/** Cancels or repeats many runs, once it was seen how many. */
class Bulk extends Element {
  static properties = {
    action: {},
    runs: { attribute: false },
    filter: { attribute: false },
    preview: { state: true },
    result: { state: true },
    error: { state: true },
    isBusy: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.ask(true);
  }

  /** The filter; a request without one must say that it means all runs. */
  chosen() {
    const filter = Object.fromEntries(Object.entries(this.filter).filter(([, value]) => value));
    return Object.keys(filter).length > 0 ? filter : { all: true };
  }

  body(dryRun) {
    const which = this.runs.length > 0
      ? { runs: this.runs }
      : this.chosen();
    return { ...which, dryRun };
  }

  async ask(dryRun) {
    this.isBusy = true;
    try {
      const answer = await post(`api/runs/${this.action}`, this.body(dryRun));
      if (dryRun) {
        this.preview = answer;
      } else {
        this.result = answer;
        this.dispatchEvent(new CustomEvent('done'));
      }
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  render() {
    const { verb, done, which, one } = WORDS[this.action];
    const { preview, result } = this;
    const content = html`
      ${problem(this.error)}
      ${result
        ? html`<p role="status">${count(result.changed)} ${result.changed === 1 ? 'run was' : 'runs were'} ${done}.${result.complete ? '' : ' There are more: do it again.'}</p>`
        : preview
          ? html`<p role="status">${preview.matching === 0
              ? html`No run ${one} is among ${this.runs.length > 0 ? 'the chosen' : 'those that match'}.`
              : html`${verb} <strong>${count(preview.matching)}${preview.complete ? '' : ' or more'}</strong> ${preview.matching === 1 ? `run ${one}` : `runs ${which}`}${this.runs.length > 0 ? ', of the chosen' : ', of all that match the filter'}?`}</p>`
          : html`<p class="loading">Counting …</p>`}`;
    const actions = result || preview?.matching === 0
      ? html`<button type="button" class="primary" @click=${() => this.close()}>Close</button>`
      : html`<button type="button" @click=${() => this.close()}>Leave them</button>
          <button type="button" class="primary" ?disabled=${!preview || this.isBusy} @click=${() => this.ask(false)}>${verb}${preview ? ` ${count(preview.matching)}` : nothing}</button>`;
    return html`<sw-dialog .heading="${verb} runs" .content=${content} .actions=${actions}></sw-dialog>`;
  }
}
customElements.define('sw-bulk', Bulk);
