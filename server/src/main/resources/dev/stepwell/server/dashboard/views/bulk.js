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
    const { verb, keep } = WORDS[this.action];
    const { preview, result } = this;
    const content = html`${problem(this.error)}${result ? this.done(result) : this.asked(preview)}`;
    const number = preview ? ` ${count(preview.matching)}` : nothing;
    const actions = result || preview?.matching === 0
      ? html`<button type="button" class="primary" @click=${() => this.close()}>Close</button>`
      : html`<button type="button" @click=${() => this.close()}>${keep}</button>
          <button type="button" class=${this.action === 'cancel' ? 'danger' : 'primary'}
            ?disabled=${!preview || this.isBusy}
            @click=${() => this.ask(false)}>${verb}${number}</button>`;
    return html`<sw-dialog .heading="${verb} runs" .content=${content} .actions=${actions}></sw-dialog>`;
  }

  done({ changed, complete }) {
    return html`<p role="status">${count(changed)} ${changed === 1 ? 'run was' : 'runs were'}
      ${WORDS[this.action].done}.${complete ? '' : ' There are more: repeat this for the next ones.'}</p>`;
  }

  asked(preview) {
    const { verb, which, one, what } = WORDS[this.action];
    const areChosen = this.runs.length > 0;
    if (!preview) {
      return this.error ? nothing : html`<p class="loading">Counting…</p>`;
    } else if (preview.matching === 0) {
      return html`<p role="status">No run ${one} is among ${areChosen
        ? 'the chosen ones'
        : 'those that match'}.</p>`;
    }
    const number = `${count(preview.matching)}${preview.complete ? '' : ' or more'}`;
    return html`<p role="status">${verb} <strong>${number}</strong>
      ${preview.matching === 1 ? `run ${one}` : `runs ${which}`}, of
      ${areChosen ? 'the chosen ones' : 'all that match the filters'}? ${what}</p>`;
  }
}
customElements.define('sw-bulk', Bulk);
