import type { Plugin } from 'vite';

/** Files of React's packages, by the end of their names, and what of them nobody asks for. */
export type UnusedExports = Readonly<
  Record<
    string,
    {
      /** Names that are exported and never imported. */
      readonly names?: readonly string[];
      /** What a variable is wherever it is read behind its declaration; before that it may be some parameter's name. */
      readonly constants?: Readonly<Record<string, string>>;
      /** Anything else: a text that occurs once, by what it becomes. */
      readonly texts?: Readonly<Record<string, string>>;
    }
  >
>;

/**
 * React's packages are CommonJS: what they export is kept in a build, whether or not anything imports it. This takes the
 * exports away that no page uses; the minifier finds what stood behind them. The build fails when a package no longer has
 * one of the names, and when a page comes to import one.
 */
export function leanReact(unused: UnusedExports): Plugin {
  const dropped = new Set(Object.values(unused).flatMap(({ names = [] }) => names));
  return {
    name: 'holdline:lean-react',
    apply: 'build',
    transform(code, id) {
      if (/\/src\/[^?]*\.tsx?$/.test(id)) {
        const name = importedNames(code).find((imported) => dropped.has(imported));
        if (name !== undefined) throw new Error(`${id} imports ${name}, which vite.config.ts leaves out.`);
        return null;
      }
      const file = Object.keys(unused).find((end) => id.endsWith(end));
      if (file === undefined) return null;
      const { names = [], constants = {}, texts = {} } = unused[file] ?? {};
      let lean = withoutExports(code, this.parse(code).body as readonly Statement[], names, file);
      for (const [from, to] of Object.entries(texts)) {
        if (lean.split(from).length !== 2) throw new Error(`${file} does not say "${from}" exactly once.`);
        lean = lean.replace(from, () => to);
      }
      for (const [name, value] of Object.entries(constants)) {
        const declared = lean.search(new RegExp(`\\b${name} = `));
        if (declared < 0) throw new Error(`${file} does not declare ${name} any more.`);
        const reading = new RegExp(`\\b${name}\\b(?!\\$|\\s*=[^=])`, 'g');
        lean = lean.slice(0, declared) + lean.slice(declared).replace(reading, value);
      }
      return { code: lean, map: null };
    },
  };
}

/** Names that a module imports from React's packages. */
function importedNames(code: string): string[] {
  const lists = code.matchAll(
    /import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*["']react(?:-dom)?(?:\/client)?["']/g,
  );
  return [...lists].flatMap(([, list = '']) =>
    list.split(',').map((entry) => entry.trim().split(/\s+as\s+/)[0] ?? ''),
  );
}

interface Statement {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly expression?: { readonly left?: { readonly object?: Name; readonly property?: Name } };
}

interface Name {
  readonly name?: string;
}

/** Without the statements `exports.name = …` at the top of the file. */
function withoutExports(
  code: string,
  body: readonly Statement[],
  names: readonly string[],
  file: string,
): string {
  let lean = code;
  const missing = new Set(names);
  for (const { start, end, expression } of [...body].reverse()) {
    const name = expression?.left?.object?.name === 'exports' ? expression.left.property?.name : undefined;
    if (name !== undefined && missing.delete(name)) lean = lean.slice(0, start) + lean.slice(end);
  }
  if (missing.size > 0) throw new Error(`${file} does not export any more: ${[...missing].join(', ')}`);
  return lean;
}
