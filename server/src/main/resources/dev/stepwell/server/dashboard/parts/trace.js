import { html, nothing } from 'lit';
import { visible } from '../format.js';
import { copy } from './copy.js';

/** Stack traces, with the cause first and the application's own frames highlighted. */

const OTHERS = new RegExp(
  '^(?:app//|java\\.base/|[\\w.]+@[\\w.]+/|[\\w.]+/)?(?:java|javax|jdk|sun|com\\.sun|jakarta|kotlin'
    + '|kotlinx|scala|groovy|dev\\.stepwell\\.(?:contract|runtime|testing|server|metrics|dev|spring'
    + '|quarkus|micronaut|inngest|sentry|opentelemetry|encryption|jackson3)'
    + '|dev\\.stepwell\\.(?=[A-Z])|org\\.springframework|org\\.apache|org\\.eclipse\\.jetty'
    + '|org\\.hibernate|org\\.postgresql|org\\.junit|org\\.slf4j|com\\.zaxxer|com\\.fasterxml'
    + '|tools\\.jackson|com\\.google|com\\.stripe|com\\.azure|com\\.amazonaws|software\\.amazon'
    + '|dev\\.langchain4j|org\\.kohsuke|org\\.jooq|org\\.jdbi|io\\.sentry|io\\.netty'
    + '|io\\.micrometer|io\\.opentelemetry|io\\.quarkus|io\\.micronaut|io\\.vertx|io\\.grpc'
    + '|reactor|ch\\.qos|com\\.mysql|feign|okhttp3|retrofit2)[.$]'
    + '|(?:^|[./])Durable[A-Z]\\w*\\.|Catalog\\.lambda\\$define',
);

/** Whether a frame belongs to a library or to generated code. */
function isFolded(frame) {
  return OTHERS.test(frame);
}

/**
 * The parts of a stack trace in Java's order: each has a head, such as an exception and its
 * message, and frames.
 */
export function parts(text) {
  const found = [];
  for (const line of text.split(/\r?\n/)) {
    const frame = /^(\s*)at (.*)$/.exec(line);
    const more = /^\s*\.\.\. \d+ (?:more|common frames omitted)/.test(line);
    const head = /^(\s*)(Caused by|Suppressed): (.*)$/.exec(line);
    if (head) {
      found.push({ how: head[2], depth: head[1].length, head: head[3], frames: [] });
    } else if (frame && found.length > 0) {
      found.at(-1).frames.push(frame[2]);
    } else if (more) {
      // the omitted frames are in the part that this one caused
    } else if (found.length === 0) {
      found.push({ how: '', depth: 0, head: line, frames: [] });
    } else if (found.at(-1).frames.length === 0) {
      found.at(-1).head += `\n${line}`;
    } else if (line.trim() !== '') {
      found.at(-1).frames.push(line.trim());
    }
  }
  return found;
}

/** The same with the innermost cause first, and what was suppressed last. */
export function causeFirst(all) {
  const causes = all.filter((part) => part.how !== 'Suppressed' && part.depth === 0);
  const others = all.filter((part) => part.how === 'Suppressed' || part.depth > 0);
  return [...causes.reverse(), ...others];
}

/** Frames in runs of those that are folded and those that are not. */
function runs(frames) {
  const found = [];
  for (const frame of frames) {
    const folded = isFolded(frame);
    if (found.at(-1)?.folded === folded) {
      found.at(-1).frames.push(frame);
    } else {
      found.push({ folded, frames: [frame] });
    }
  }
  return found;
}

function framesOf({ folded, frames }) {
  const lines = frames.map((frame) => html`<li>at&nbsp;${visible(frame)}</li>`);
  return folded
    ? html`<li><details class="folded">
        <summary>${frames.length} ${frames.length === 1 ? 'frame' : 'frames'} of libraries</summary>
        <ol>${lines}</ol></details></li>`
    : html`<li><ol class="own">${lines}</ol></li>`;
}

function heading(part, index, isFirst) {
  const word = part.how === 'Suppressed'
    ? 'Suppressed'
    : isFirst
      ? 'Cause'
      : 'Led to';
  return index === 0 && isFirst && part.how === ''
    ? html`<p class="head">${visible(part.head, { lines: true })}</p>`
    : html`<p class="head"><span class="how">${word}</span>
        ${visible(part.head, { lines: true })}</p>`;
}

/** A stack trace to read: the cause first, libraries folded. */
export function trace(text) {
  const all = causeFirst(parts(text));
  return html`<div class="trace" tabindex="0" role="region" aria-label="Stack trace">
    <div class="trace-tools">${copy(text, 'the stack trace')}</div>
    ${all.map((part, index) => html`<section class="cause">${heading(part, index, index === 0)}
      ${part.frames.length > 0 ? html`<ol>${runs(part.frames).map(framesOf)}</ol>` : nothing}
    </section>`)}</div>`;
}
