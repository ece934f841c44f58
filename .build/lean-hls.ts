import type { Plugin } from 'vite';

/** What of hls.js has no work behind the feed; everything by the name that hls.js gives it. */
export interface UnusedParts {
  /** Functions, and methods as `Class.method`, whose bodies are left out, or say this instead. */
  readonly bodies: Readonly<Record<string, string>>;
  /** Cases of a switch in such a function. */
  readonly cases: Readonly<Record<string, readonly string[]>>;
  /** What a property is wherever it is read, whoever's it is. */
  readonly constants: Readonly<Record<string, string>>;
  /** Classes and functions as a whole, by what stands in for them. */
  readonly standIns: Readonly<Record<string, string>>;
  /** Anything else: a text that occurs once, by what it becomes. */
  readonly texts: Readonly<Record<string, string>>;
  /** Members of its classes that are used from outside. */
  readonly usedMembers: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Leaves these parts out of the build, and after them all members of classes that nothing names any more. The build
 * fails when hls.js no longer has one of the names: then somebody has to look again.
 */
export function leanHls(unused: UnusedParts): Plugin {
  return {
    name: 'holdline:lean-hls',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/hls.light.mjs')) return null;
      const parse = (text: string) => nodeOf(this.parse(text));
      let lean = withTexts(code, unused.texts);
      lean = edited(lean, partEdits(parse(lean), unused));
      for (;;) {
        const edits = memberEdits(parse(lean), unused.usedMembers);
        if (edits.length === 0) return { code: lean, map: null };
        lean = edited(lean, edits);
      }
    },
  };
}

function withTexts(code: string, texts: UnusedParts['texts']): string {
  return Object.entries(texts).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`hls.js does not say "${from}" exactly once any more.`);
    return text.replace(from, () => to);
  }, code);
}

function partEdits(program: Node, { bodies, cases, constants, standIns }: UnusedParts): Edit[] {
  const edits: Edit[] = [];
  const missing = new Set([bodies, cases, constants, standIns].flatMap((names) => Object.keys(names)));

  const visit = (node: Node, owner: string): void => {
    let inside = owner;
    const name = declaredName(node, owner);
    if (name !== null) {
      missing.delete(name);
      inside = name;
      const standIn = own(standIns, name);
      const body = own(bodies, name);
      if (standIn !== undefined) edits.push({ ...placeOf(node), text: standIn });
      if (body !== undefined) edits.push({ ...placeOf(bodyOf(node)), text: `{${body}}` });
    }
    if (
      node.type === 'SwitchCase' &&
      isNode(node['test']) &&
      own(cases, owner)?.includes(String(node['test']['value']))
    )
      edits.push({ ...placeOf(node), text: '' });
    const constant = readConstant(node, constants);
    if (constant !== null) {
      missing.delete(constant.name);
      edits.push({ ...placeOf(node), text: `(${constant.text})` });
    }
    for (const child of childrenOf(node)) visit(child, inside);
  };
  visit(program, '');

  if (missing.size > 0) throw new Error(`hls.js does not have any more: ${[...missing].join(', ')}`);
  return edits;
}

/** Methods and accessors that nothing names but members of the same name. */
function memberEdits(program: Node, usedMembers: readonly string[]): Edit[] {
  const named = new Set(['constructor', 'toString', 'toJSON', ...usedMembers]);
  const members: { readonly name: string; readonly node: Node }[] = [];
  const visit = (node: Node, within: readonly string[]): void => {
    const member = node.type === 'MethodDefinition' ? keyOf(node) : null;
    if (member !== null) members.push({ name: member, node });
    const name = node.type === 'Identifier' ? node['name'] : node.type === 'Literal' ? node['value'] : null;
    if (typeof name === 'string' && !within.includes(name)) named.add(name);
    const inside = member === null ? within : [...within, member];
    for (const child of childrenOf(node)) visit(child, inside);
  };
  visit(program, []);
  return members.filter(({ name }) => !named.has(name)).map(({ node }) => ({ ...placeOf(node), text: '' }));
}

/** `name` for what is declared at the top, `Class.name` for a member of a class. */
function declaredName(node: Node, owner: string): string | null {
  if (node.type === 'MethodDefinition') {
    const key = keyOf(node);
    return key === null ? null : `${owner}.${key}`;
  }
  if (owner !== '' || !/^(Class|Function)Declaration$/.test(node.type)) return null;
  return isNode(node['id']) ? String(node['id']['name']) : null;
}

function bodyOf(node: Node): Node {
  const holder = node.type === 'MethodDefinition' ? node['value'] : node;
  if (!isNode(holder)) throw new Error('A method of hls.js has no function.');
  return nodeOf(holder['body']);
}

/** The name of a member, unless it is computed. */
function keyOf({ key, computed }: Node): string | null {
  return computed !== true && isNode(key) && key.type === 'Identifier' ? String(key['name']) : null;
}

/** For `anything.name` where that is read and not set. */
function readConstant(
  node: Node,
  constants: UnusedParts['constants'],
): { readonly name: string; readonly text: string } | null {
  if (node.type !== 'MemberExpression' || node['computed'] === true || !isNode(node['property'])) return null;
  const name = String(node['property']['name']);
  const text = own(constants, name);
  return text === undefined ? null : { name, text };
}

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue;
      // What is set is no reading; what stands inside it (`this.list[this.index] = …`) is.
      const isSet =
        (node.type === 'AssignmentExpression' && child === node['left']) ||
        (node.type === 'UpdateExpression' && child === node['argument']) ||
        (node.type === 'UnaryExpression' && node['operator'] === 'delete');
      if (isSet && child.type === 'MemberExpression') yield* childrenOf(child);
      else yield child;
    }
}

function own<Value>(names: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}

function nodeOf(value: unknown): Node {
  if (!isNode(value)) throw new Error('The parser gives something else than nodes.');
  return value;
}

function placeOf({ start, end }: Node): Pick<Edit, 'start' | 'end'> {
  return { start, end };
}

/** The outermost of two edits, one inside the other, holds. */
function edited(code: string, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (edit.start < at) continue;
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + code.slice(at);
}
