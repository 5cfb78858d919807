import { html, nothing } from 'lit';
import { Element } from '../base.js';
import { post } from '../api.js';
import { count, visible } from '../format.js';
import { problem } from '../parts/small.js';
import '../parts/dialog.js';

const WORDS = {
  cancel: {
    verb: 'Cancel',
    done: 'cancelled',
    which: 'that have not ended',
    one: 'that has not ended',
    what: 'They end at once and cannot be resumed.',
    keep: 'Keep them',
    unsure: 'Some of the runs may have been cancelled.',
  },
  rerun: {
    verb: 'Rerun',
    done: 'started again',
    which: 'that have ended',
    one: 'that has ended',
    what: 'Each is repeated as a new run with the same event, which executes all steps again.',
    keep: 'Do not rerun',
    unsure: 'Some of the runs may have been started again. Check the newest runs before you'
      + ' repeat this.',
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

  /** Keeps the runs that it begins with: the page forgets its choice once they are changed. */
  connectedCallback() {
    super.connectedCallback();
    this.named = this.runs;
    this.left = null;
    this.ask(true);
  }

  /** The filter; without one, a request must explicitly select all runs. */
  chosen() {
    const filter = Object.fromEntries(Object.entries(this.filter).filter(([, value]) => value));
    return Object.keys(filter).length > 0 ? filter : { all: true };
  }

  /**
   * The change is restricted to the runs that were counted: others may match by now. After a
   * failure, it is restricted to those that were left.
   */
  body(dryRun) {
    if (this.named.length > 0) {
      return { runs: this.left ?? this.named, dryRun };
    }
    const which = this.before ? { ...this.chosen(), before: this.before } : this.chosen();
    const among = dryRun ? this.left : this.preview.runs;
    return among ? { ...which, among, dryRun } : { ...which, dryRun };
  }

  async ask(dryRun) {
    this.isBusy = true;
    try {
      const answer = await post(`api/runs/${this.action}`, this.body(dryRun));
      if (dryRun) {
        this.preview = answer;
        this.older = answer.next ?? (this.left ? this.older : null);
      } else {
        this.result = answer;
        this.dispatchEvent(new CustomEvent('done'));
      }
    } catch (error) {
      this.fail(error, dryRun);
    }
    this.isBusy = false;
  }

  /**
   * What was counted is no longer true after a change that failed: it must not be repeated as it
   * is.
   */
  fail(error, dryRun) {
    this.error = error;
    this.left = error.problem.left ?? this.left;
    this.preview = null;
    this.isUnsure = !dryRun && !error.problem.left;
  }

  /** Counts the runs that are older than those of this request. */
  continue() {
    this.before = this.older;
    this.left = null;
    this.count();
  }

  count() {
    this.preview = null;
    this.result = null;
    this.error = null;
    this.ask(true);
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  render() {
    const { preview, result } = this;
    const content = html`${problem(this.error)}${result ? this.done(result) : this.asked(preview)}`;
    return html`<sw-dialog .heading="${WORDS[this.action].verb} runs" .content=${content}
      .actions=${this.actions()}></sw-dialog>`;
  }

  actions() {
    const { verb, keep } = WORDS[this.action];
    const { error, preview, result } = this;
    const number = preview ? ` ${count(preview.matching)}` : nothing;
    const close = (label, name) => html`<button type="button" class=${name}
      @click=${() => this.close()}>${label}</button>`;
    if (error && !this.isBusy) {
      return html`${this.left?.length === 0
          ? nothing
          : html`<button type="button" @click=${() => this.count()}>${this.left
            ? `Count the ${count(this.left.length)} that are left…`
            : 'Count again…'}</button>`}${close('Close', 'primary')}`;
    } else if (result || preview?.matching === 0) {
      return html`${this.older
          ? html`<button type="button" @click=${() => this.continue()}>Count older ones…</button>`
          : nothing}${close('Close', 'primary')}`;
    }
    return html`${close(keep, '')}
      <button type="button" class=${this.action === 'cancel' ? 'danger' : 'primary'}
        ?disabled=${!preview || this.isBusy}
        @click=${() => this.ask(false)}>${verb}${number}</button>`;
  }

  done({ changed }) {
    const { matching } = this.preview;
    const others = matching - changed;
    return html`<p role="status">${count(changed)} ${changed === 1 ? 'run was' : 'runs were'}
      ${WORDS[this.action].done}.${others > 0
        ? ` ${count(others)} of the ${count(matching)} counted no longer matched, and ${
          others === 1 ? 'was' : 'were'} left as ${others === 1 ? 'it is' : 'they are'}.`
        : nothing}${this.older ? ' There may be more among older runs.' : nothing}</p>`;
  }

  /** Which runs the request selects, in words: a filter that somebody has forgotten is seen. */
  all() {
    const words = Object.entries(this.filter)
      .filter(([, value]) => value)
      .map(([name, value]) => `${name} ${visible(value)}`);
    return words.length === 0
      ? html`<strong>all runs</strong>`
      : html`all with <strong>${words.join(', ')}</strong>`;
  }

  asked(preview) {
    const { verb, which, one, what, unsure } = WORDS[this.action];
    const areChosen = this.named.length > 0;
    if (this.error) {
      return this.isUnsure ? html`<p>${unsure}</p>` : nothing;
    } else if (!preview) {
      return html`<p class="loading">Counting…</p>`;
    } else if (preview.matching === 0) {
      return html`<p role="status">No run ${one} is among ${areChosen
        ? 'the selected runs'
        : this.older ? 'those that match, as far as was searched' : 'those that match'}.</p>`;
    }
    return html`<p role="status">${verb} <strong>${count(preview.matching)}</strong>
      ${preview.matching === 1 ? `run ${one}` : `runs ${which}`}, of
      ${areChosen ? 'the selected runs' : this.all()}? ${what}</p>
      ${this.older
        ? html`<p>These are the newest. There may be more among older runs, which are counted
          afterwards.</p>`
        : nothing}`;
  }
}
customElements.define('sw-bulk', Bulk);
