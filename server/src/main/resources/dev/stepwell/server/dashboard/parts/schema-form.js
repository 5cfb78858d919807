import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Element } from '../base.js';
import { digits, parse } from '../json.js';

/** The schema that a reference within the same schema resolves to. */
function resolve(schema, root) {
  let found = schema;
  for (let hops = 0; found?.$ref?.startsWith('#/') && hops < 20; hops++) {
    const names = found.$ref.slice(2).split('/');
    found = names.reduce((part, name) => part?.[decodeURIComponent(name)], root);
  }
  return found ?? {};
}

function types(schema) {
  return [schema.type ?? []].flat();
}

const SCALARS = ['string', 'integer', 'number', 'boolean'];

function kind(schema) {
  const all = types(schema).filter((type) => type !== 'null');
  if (schema.enum) {
    return 'enum';
  }
  return all.length === 1 && SCALARS.includes(all[0]) ? all[0] : 'json';
}

function isNullable(schema) {
  return types(schema).includes('null') || schema.enum?.includes(null);
}

/** An initial value. */
function initial(schema, root, depth = 0) {
  const resolved = resolve(schema, root);
  if (isNullable(resolved)) {
    return null;
  }
  switch (types(resolved)[0]) {
    case 'string':
      return resolved.enum?.[0] ?? '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return depth > 4
        ? {}
        : Object.fromEntries(Object.entries(resolved.properties ?? {}).map(
          ([name, each]) => [name, initial(each, root, depth + 1)]));
    default:
      return resolved.enum?.[0] ?? null;
  }
}

/** An initial payload for a schema. */
export function blank(schema) {
  return initial(schema ?? { type: 'object' }, schema ?? {});
}

/** What was entered as a number; null for nothing. Digits that JavaScript would round are kept. */
function number(text) {
  if (text === '') {
    return null;
  }
  try {
    return parse(text);
  } catch {
    return Number(text); // such as .5, which is no JSON
  }
}

/** A form for the fields of an event, from its schema. Nested values are entered as JSON. */
class SchemaForm extends Element {
  static properties = {
    schema: { attribute: false },
    value: { attribute: false },
    faults: { state: true },
  };

  constructor() {
    super();
    this.faults = {};
  }

  set(name, value) {
    this.faults = { ...this.faults, [name]: undefined };
    this.value = { ...this.value, [name]: value };
    this.tell();
  }

  tell() {
    const isRight = Object.values(this.faults).every((fault) => !fault);
    this.dispatchEvent(new CustomEvent('filled', { detail: { value: this.value, isRight } }));
  }

  setJson(name, text) {
    try {
      this.set(name, text.trim() === '' ? null : parse(text));
    } catch (error) {
      this.faults = { ...this.faults, [name]: `not JSON: ${error.message}` };
      this.tell();
    }
  }

  render() {
    const fields = Object.entries(this.schema.properties ?? {});
    const required = new Set(this.schema.required ?? []);
    return fields.length === 0
      ? html`<p class="empty">This event has no fields.</p>`
      : html`${fields.map(([name, schema]) => {
          const resolved = resolve(schema, this.schema);
          const fault = this.faults[name];
          return html`<label class="field"><span><span class="mono">${name}</span>${
              required.has(name) ? nothing : html` <small>optional</small>`}</span>
            ${this.input(name, resolved)}
            ${fault ? html`<span class="fault" role="alert">${fault}</span>` : nothing}</label>`;
        })}`;
  }

  input(name, schema) {
    const value = this.value?.[name];
    switch (kind(schema)) {
      case 'enum':
        return html`<select @change=${({ target }) => this.set(name, parse(target.value))}>
          ${schema.enum.map((option) => html`<option value=${JSON.stringify(option)}
            .selected=${live(option === value)}>${option === null
              ? '(none)'
              : String(option)}</option>`)}</select>`;
      case 'boolean':
        return html`<input type="checkbox" .checked=${value === true}
          @change=${({ target }) => this.set(name, target.checked)}>`;
      case 'integer':
      case 'number':
        return html`<input type="number" step=${kind(schema) === 'integer' ? '1' : 'any'}
          .value=${digits(value) ?? value ?? ''}
          @input=${({ target }) => this.set(name, number(target.value))}>`;
      case 'string': {
        const set = ({ target }) =>
          this.set(name, target.value === '' && isNullable(schema) ? null : target.value);
        return html`<input type=${schema.writeOnly ? 'password' : 'text'} autocomplete="off"
          .value=${value ?? ''} placeholder=${schema.format ?? ''} @input=${set}>`;
      }
      default:
        return html`<textarea rows="3" spellcheck="false" class="mono"
          .value=${JSON.stringify(value ?? null, null, 2)}
          @change=${({ target }) => this.setJson(name, target.value)}></textarea>`;
    }
  }
}
customElements.define('sw-schema-form', SchemaForm);
