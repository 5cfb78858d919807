import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { post } from '../api.js';
import { count } from '../format.js';
import { problem } from '../parts/small.js';
import '../parts/dialog.js';

const WORDS = {
  cancel: {
    verb: 'Cancel',
    done: 'cancelled',
    which: 'that have not ended',
    one: 'that has not ended',
    what: 'They end at once, and cannot continue.',
    keep: 'Keep them',
  },
  rerun: {
    verb: 'Rerun',
    done: 'started again',
    which: 'that have ended',
    one: 'that has ended',
    what: 'For each a new run starts with the same event, and executes all of its steps again.',
    keep: 'Do not rerun',
  },
};

/** Cancels or repeats many runs, after showing how many. */
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

  /** The filter; without one, a request must explicitly select all runs. */
  chosen() {
    const filter = Object.fromEntries(Object.entries(this.filter).filter(([, value]) => value));
    return Object.keys(filter).length > 0 ? filter : { all: true };
  }

  /** The change is restricted to the runs that were counted: others may match by now. */
  body(dryRun) {
    if (this.runs.length > 0) {
      return { runs: this.runs, dryRun };
    }
    const which = this.before ? { ...this.chosen(), before: this.before } : this.chosen();
    return dryRun ? { ...which, dryRun } : { ...which, among: this.preview.runs, dryRun };
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

  /** Counts the runs that are older than those of this request. */
  continue() {
    this.before = this.preview.next;
    this.preview = null;
    this.result = null;
    this.error = null;
    this.ask(true);
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  render() {
    const { verb, keep } = WORDS[this.action];
    const { preview, result } = this;
    const content = html`${problem(this.error)}${result ? this.done(result) : this.asked(preview)}`;
    const number = preview ? ` ${count(preview.matching)}` : nothing;
    const actions = result || preview?.matching === 0
      ? html`${preview.next
            ? html`<button type="button" @click=${() => this.continue()}>Count older ones…</button>`
            : nothing}
          <button type="button" class="primary" @click=${() => this.close()}>Close</button>`
      : html`<button type="button" @click=${() => this.close()}>${keep}</button>
          <button type="button" class=${this.action === 'cancel' ? 'danger' : 'primary'}
            ?disabled=${!preview || this.isBusy}
            @click=${() => this.ask(false)}>${verb}${number}</button>`;
    return html`<sw-dialog .heading="${verb} runs" .content=${content} .actions=${actions}></sw-dialog>`;
  }

  done({ changed }) {
    const { matching, next } = this.preview;
    const others = matching - changed;
    return html`<p role="status">${count(changed)} ${changed === 1 ? 'run was' : 'runs were'}
      ${WORDS[this.action].done}.${others > 0
        ? ` ${count(others)} of the ${count(matching)} counted no longer matched, and ${
          others === 1 ? 'was' : 'were'} left as ${others === 1 ? 'it is' : 'they are'}.`
        : nothing}${next ? ' There may be more among older runs.' : nothing}</p>`;
  }

  asked(preview) {
    const { verb, which, one, what } = WORDS[this.action];
    const areChosen = this.runs.length > 0;
    if (!preview) {
      return this.error ? nothing : html`<p class="loading">Counting…</p>`;
    } else if (preview.matching === 0) {
      return html`<p role="status">No run ${one} is among ${areChosen
        ? 'the chosen ones'
        : preview.next ? 'those that match, as far as was searched' : 'those that match'}.</p>`;
    }
    return html`<p role="status">${verb} <strong>${count(preview.matching)}</strong>
      ${preview.matching === 1 ? `run ${one}` : `runs ${which}`}, of
      ${areChosen ? 'the chosen ones' : 'all that match the filters'}? ${what}</p>
      ${preview.next
        ? html`<p>These are the newest. There may be more among older runs, which are counted
          afterwards.</p>`
        : nothing}`;
  }
}
customElements.define('sw-bulk', Bulk);
