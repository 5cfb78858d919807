import { html } from 'lit';
import { Element } from '../base.js';
import { handled } from '../parts/handlers.js';
import { functionLink } from '../parts/small.js';

/** What to do first, where nothing has happened yet. */
class Welcome extends Element {
  static properties = { functions: { attribute: false } };

  render() {
    const functions = (this.functions ?? []).filter(({ id }) => handled(id) === id);
    return html`<section class="welcome">
      <h2>Nothing has run yet</h2>
      ${functions.length === 0 ? this.withoutFunctions() : this.withFunctions(functions)}
    </section>`;
  }

  withoutFunctions() {
    return html`<p>This database has no functions yet. Write one, build it, and register it:</p>
      <pre class="code">@Function(id = "welcome", event = "users/user.joined")
String welcome(String userId, Steps steps) {
  String address = findAddress(userId);
  steps.sleep("let-them-look-around", Duration.ofDays(3));
  return sendMail(address);
}

Stepwell.on(dataSource).register(new DurableWelcome()).start();</pre>
      <p>Once a process that registers it has started, it is listed under
        <a href="functions">Functions</a>, and an event starts a run.</p>`;
  }

  withFunctions(functions) {
    const name = functions.find((each) => each.events.length > 0)?.events[0];
    const address = new URL('api/events', document.baseURI).href;
    const send = () => this.dispatchEvent(new CustomEvent('sw-send', {
      bubbles: true,
      detail: { name },
    }));
    return html`<p>${functions.length === 1
        ? 'One function waits for its first event'
        : `${functions.length} functions wait for their first event`}:
        ${functions.map((each, index) =>
          html`${index > 0 ? ', ' : ''}${functionLink(each.id)}`)}.</p>
      <ol>
        <li><button type="button" class="primary" @click=${send}>Send an event</button> from here,
          with a form generated from its schema,</li>
        <li>from Java: <code>stepwell.send(new …)</code> with the event's generated record,</li>
        <li>or from anywhere:
          <pre class="code">curl -H 'Content-Type: application/json' ${address} \\
  -d '{"name": "${name ?? '…'}", "data": {…}}'</pre></li>
      </ol>
      <p>Its run appears here at once, and everything that happens to it.</p>`;
  }
}
customElements.define('sw-welcome', Welcome);
